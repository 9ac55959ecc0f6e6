-- What the operator sees of jobs: which wait, by number, under 'number:epoch', and the latest that ended. Those with a worker are in LEASED, and
-- those that were given up in DEAD. Times are those of the host that writes.
local written_at = '0'
local function place(e, id) return id .. ':' .. e end

local function note_queued(e, id) redis.call('ZADD', ENQUEUED, id, place(e, id)) end
local function note_retried(e, id) redis.call('ZADD', SCHEDULED, id, place(e, id)) end

local function note_gone(e, id)
  if redis.call('ZREM', ENQUEUED, place(e, id)) == 0 then redis.call('ZREM', SCHEDULED, place(e, id)) end
end

local function note_taken(e, id)
  note_gone(e, id)
  redis.call('HSET', started_key(e), id, written_at)
end

-- Its worker is gone.
local function note_lost(e, id)
  if redis.call('HEXISTS', attempts_key(e), id) == 1 then note_retried(e, id) else note_queued(e, id) end
end

-- By stretches of ten seconds, in a hash for each hour, which goes by itself after a day.
local function note_pace(what)
  local stretch = math.floor(tonumber(written_at) / 10000) * 10
  local key = pace_key(whole(math.floor(stretch / 3600)))
  if redis.call('HINCRBY', key, whole(stretch) .. ':' .. what, 1) == 1 then redis.call('EXPIRE', key, 26 * 3600) end
end

local function note_done(e, id, kind, key, attempt, deliveries, queued, started, keep)
  redis.call('ZADD', DONE, id, cmsgpack.pack({ id, e, kind, key, attempt, deliveries, queued, started, written_at }))
  if redis.call('HINCRBY', COUNTS, 'succeeded', 1) % 100 == 0 then redis.call('ZREMRANGEBYRANK', DONE, 0, -keep - 1) end
  note_pace('done')
end

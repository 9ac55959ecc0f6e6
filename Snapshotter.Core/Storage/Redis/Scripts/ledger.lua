-- What the operator sees of jobs: which wait, by number, under 'number:epoch', and the latest that ended. Those with a worker are in LEASED, and
-- those that were given up in DEAD. Times are those of the host that writes.
local written_at = '0'
local function place(e, id) return id .. ':' .. e end

-- Jobs are noted together, each { id, epoch, ... }, with few commands.
local function note_queued(jobs)
  local members = {}
  for _, job in ipairs(jobs) do
    members[#members + 1] = job[1]
    members[#members + 1] = place(job[2], job[1])
  end
  portions(members, function(...) redis.call('ZADD', ENQUEUED, ...) end)
end

local function note_retried(e, id) redis.call('ZADD', SCHEDULED, id, place(e, id)) end

local function note_gone(e, id)
  if redis.call('ZREM', ENQUEUED, place(e, id)) == 0 then redis.call('ZREM', SCHEDULED, place(e, id)) end
end

local function note_taken(jobs)
  local places, started = {}, {}
  for i, job in ipairs(jobs) do
    local e, id = job[2], job[1]
    places[i] = place(e, id)
    started[e] = started[e] or {}
    table.insert(started[e], id)
    table.insert(started[e], written_at)
  end
  portions(places, function(...)
    if redis.call('ZREM', ENQUEUED, ...) < select('#', ...) then redis.call('ZREM', SCHEDULED, ...) end
  end)
  for e, times in pairs(started) do portions(times, function(...) redis.call('HSET', started_key(e), ...) end) end
end

-- Its worker is gone.
local function note_lost(e, id)
  if redis.call('HEXISTS', attempts_key(e), id) == 1 then note_retried(e, id) else note_queued({ { id, e } }) end
end

-- By stretches of ten seconds, in a hash for each hour, which goes by itself after a day.
local function note_pace(what, by)
  local stretch = math.floor(tonumber(written_at) / 10000) * 10
  local key = pace_key(whole(math.floor(stretch / 3600)))
  if redis.call('HINCRBY', key, whole(stretch) .. ':' .. what, by) == by then redis.call('EXPIRE', key, 26 * 3600) end
end

local done = {}
local function note_done(e, id, kind, key, attempt, deliveries, queued, started)
  done[#done + 1] = id
  done[#done + 1] = cmsgpack.pack({ id, e, kind, key, attempt, deliveries, queued, started, written_at })
end

-- Writes what was noted as done, of which the latest are kept.
local function keep_done(keep)
  local count = #done / 2
  if count == 0 then return end
  redis.call('ZADD', DONE, unpack(done))
  if redis.call('HINCRBY', COUNTS, 'succeeded', count) % 100 < count then redis.call('ZREMRANGEBYRANK', DONE, 0, -keep - 1) end
  note_pace('done', count)
end

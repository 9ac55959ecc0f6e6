-- The job queue: a stream for each epoch, whose entries are numbered like the jobs. What a worker holds or gave back waits in sorted sets
-- under 'padded id:epoch', so that of one epoch the job queued first comes first. Entries stay in the stream until the epoch's last job has left, since
-- taking one out of the middle costs more than all else that completes a job: which jobs are there their names tell.
local function entry(id) return id .. '-0' end
local function member(e, id) return string.rep('0', 16 - #id) .. id .. ':' .. e end
local function parts(m) local id, e = string.match(m, '^(%d+):(.+)$'); return e, whole(tonumber(id)) end
local function name(kind, key) return kind .. '\0' .. key end

-- Epochs that have a queue, and a job that nobody was given yet, as far as this step made sure.
local opened, fresh = {}, {}
local function open(e)
  if opened[e] then return end
  opened[e] = true
  if redis.call('ZADD', OPEN, e, e) == 1 then redis.call('XGROUP', 'CREATE', stream_key(e), GROUP, 0) end
end

local function make_fresh(e)
  if fresh[e] then return end
  fresh[e] = true
  redis.call('ZADD', FRESH, e, e)
end

local function no_longer_fresh(e)
  fresh[e] = nil
  redis.call('ZREM', FRESH, e)
end

-- How many jobs of each kind there are more, by epoch. Written when someone asks, and at the end of a change.
local more = {}
local function count_kind(e, kind, by)
  more[e] = more[e] or {}
  more[e][kind] = (more[e][kind] or 0) + by
end

local function write_kinds(e)
  for kind, by in pairs(more[e] or {}) do
    if by ~= 0 and redis.call('HINCRBY', kinds_key(e), kind, by) == 0 then redis.call('HDEL', kinds_key(e), kind) end
  end
  more[e] = nil
end

local function has_kind(e, kind)
  write_kinds(e)
  return redis.call('HEXISTS', kinds_key(e), kind) == 1
end

-- Jobs that left the queue in this step and still have their names, by epoch: their entries, those of them that go from the stream, and their names.
local gone = {}
local function write_gone()
  for e, of in pairs(gone) do
    if #of.dropped > 0 then redis.call('XDEL', stream_key(e), unpack(of.dropped)) end
    redis.call('XACK', stream_key(e), GROUP, unpack(of.entries))
    redis.call('HDEL', names_key(e), unpack(of.names))
  end
  gone = {}
end

-- How many jobs an epoch has, with those that leave in this step and still have their names.
local function jobs_of(e) return redis.call('HLEN', names_key(e)) end

-- False when a job of the name is queued. One that goes leaves its name to one that follows from it.
local function take_name(e, n)
  if redis.call('HSETNX', names_key(e), n, 1) == 1 then return true end
  if not gone[e] then return false end
  write_gone()
  return redis.call('HSETNX', names_key(e), n, 1) == 1
end

-- What is due stands by kind, so that a worker whose slots of a queue are taken need not look past its jobs.
local function make_due(e, id, kind)
  redis.call('ZADD', due_key(kind), e, member(e, id))
  redis.call('SADD', DUE_KINDS, kind)
end

local function drop_due(m, kind)
  if redis.call('ZREM', due_key(kind), m) == 1 and redis.call('EXISTS', due_key(kind)) == 0 then redis.call('SREM', DUE_KINDS, kind) end
end

-- The kind of a job; nothing when it is gone.
local function kind_of(e, id)
  local job = redis.call('XRANGE', stream_key(e), entry(id), entry(id))[1]
  return job and job[2][2]
end

-- What waits for earlier epochs is due at a time that does not come. Who reads it from the stream puts it aside, and it is due when the last of them has ended.
local AFTER_EARLIER = '253402300799999'
local function lowest_open() return redis.call('ZRANGE', OPEN, 0, 0)[1] end
local function has_earlier(e)
  local lowest = lowest_open()
  return lowest and tonumber(lowest) < tonumber(e)
end

-- To nobody, so that no start of a worker makes it due.
local function put_aside(e, entry_id)
  redis.call('XCLAIM', stream_key(e), GROUP, 'scheduled', 0, entry_id, 'RETRYCOUNT', 0, 'JUSTID')
  redis.call('ZADD', DELAYED, AFTER_EARLIER, member(e, string.match(entry_id, '^%d+')))
end

-- The jobs that were put aside and belong to the lowest epoch now are due.
local function wake_lowest()
  local lowest, woken = lowest_open(), {}
  for _, m in ipairs(lowest and redis.call('ZRANGEBYSCORE', DELAYED, AFTER_EARLIER, AFTER_EARLIER) or {}) do
    if parts(m) == lowest then
      woken[#woken + 1] = 0
      woken[#woken + 1] = m
    end
  end
  portions(woken, function(...) redis.call('ZADD', DELAYED, ...) end)
  if #woken > 0 then redis.call('PUBLISH', NEWS, 'queued') end
end

-- The next entries of a stream, up to so many, and how many they were with those that are put aside.
local function read_fresh(e, worker, most)
  local read = redis.call('XREADGROUP', 'GROUP', GROUP, worker, 'COUNT', most, 'STREAMS', stream_key(e), '>')
  local all, found = read and read[1][2] or {}, {}
  for _, job in ipairs(all) do
    if job[2][10] == AFTER_EARLIER and has_earlier(e) then put_aside(e, job[1]) else found[#found + 1] = job end
  end
  return found, #all
end

-- A stream hands out in its order. What was not handed out yet, up to so many, is put beside what is due again, delivered to nobody. Returns how many.
local function set_out(e, worker, most)
  local found, count = read_fresh(e, worker, most)
  for _, job in ipairs(found) do
    redis.call('XCLAIM', stream_key(e), GROUP, worker, 0, job[1], 'RETRYCOUNT', 0, 'JUSTID')
    make_due(e, string.match(job[1], '^%d+'), job[2][2])
  end
  if count < most then no_longer_fresh(e) end
  return count
end

local function set_all_out(e, worker) while set_out(e, worker, MOST_AT_ONCE) == MOST_AT_ONCE do end end

-- How far the server's clock is ahead of that of whoever writes, and how many jobs were queued for later.
local ahead, put_off = '0', 0

-- Until it is due a job for later waits beside those that a worker put off, but of no worker, so that no start of one makes it due.
local function schedule(e, id, kind, not_before)
  set_all_out(e, 'scheduled')
  drop_due(member(e, id), kind)
  redis.call('ZADD', DELAYED, whole(tonumber(not_before) + tonumber(ahead)), member(e, id))
  note_retried(e, id)
  put_off = put_off + 1
end

-- Jobs that a change queues get their numbers together.
local queue = {}
local function enqueue(e, kind, key, payload, not_before, is_after_earlier)
  if not take_name(e, name(kind, key)) then return false end
  queue[#queue + 1] = { e, kind, key, payload, not_before, is_after_earlier }
  count_kind(e, kind, 1)
  return true
end

local function write_queue()
  if #queue == 0 then return end
  local last, noted = redis.call('INCRBY', JOB_IDS, #queue), {}
  for i, job in ipairs(queue) do
    local e, kind, key, payload, not_before, is_after_earlier = unpack(job)
    local id = whole(last - #queue + i)
    if is_after_earlier and has_earlier(e) then not_before = AFTER_EARLIER end
    local is_later = tonumber(not_before) > tonumber(written_at)
    redis.call('XADD', stream_key(e), entry(id), 'k', kind, 'n', key, 'p', payload, 'q', written_at, unpack(is_later and { 'd', not_before } or {}))
    redis.call('HSET', names_key(e), name(kind, key), id)
    open(e)
    if not_before == AFTER_EARLIER then
      make_fresh(e)
      note_retried(e, id)
    elseif is_later then
      schedule(e, id, kind, not_before)
    else
      make_fresh(e)
      noted[#noted + 1] = { id, e }
    end
  end
  note_queued(noted)
  queue = {}
end

-- Takes a job out of the queue, whoever holds it; false when it is gone. What is written of it waits for others, at most for the end of the step.
-- The entry of one that is done, and so was handed out, stays in the stream; that of any other must not be handed out (again).
local function remove(e, id, kind, key, is_done)
  local m = member(e, id)
  if redis.call('ZREM', LEASED, m) == 0 then
    is_done = false
    write_gone()
    if redis.call('HGET', names_key(e), name(kind, key)) ~= id then return false end
    redis.call('ZREM', DELAYED, m)
    drop_due(m, kind)
    note_gone(e, id)
  end
  gone[e] = gone[e] or { entries = {}, dropped = {}, names = {} }
  table.insert(gone[e].entries, entry(id))
  if not is_done then table.insert(gone[e].dropped, entry(id)) end
  table.insert(gone[e].names, name(kind, key))
  count_kind(e, kind, -1)
  return true
end

local function forget_jobs(e)
  redis.call('DEL', stream_key(e), names_key(e), kinds_key(e), attempts_key(e), reasons_key(e), started_key(e), reads_key(e))
  more[e], gone[e] = nil, nil
  redis.call('ZREM', OPEN, e)
  redis.call('HDEL', HOMES, e)
  no_longer_fresh(e)
  opened[e] = nil
  wake_lowest()
end

-- Writes what waited for the end of the step.
local function settle()
  write_gone()
  for e in pairs(more) do write_kinds(e) end
end

-- Lets an epoch's queue go when its last job has left, and tells.
local function close_if_empty(e)
  if jobs_of(e) > 0 then return end
  forget_jobs(e)
  redis.call('PUBLISH', NEWS, 'ended ' .. e)
end

-- All jobs of an epoch go, also those that were given up: what they failed with is of blocks, or of a release, that are no more.
local function withdraw_jobs(e)
  for _, job in ipairs(redis.call('XRANGE', stream_key(e), '-', '+')) do
    local id = string.match(job[1], '^%d+')
    local m = member(e, id)
    for _, set in ipairs({ LEASED, DELAYED }) do redis.call('ZREM', set, m) end
    drop_due(m, job[2][2])
    note_gone(e, id)
  end
  for _, m in ipairs(redis.call('ZRANGE', DEAD, 0, -1)) do
    if parts(m) == e then
      redis.call('ZREM', DEAD, m)
      redis.call('HDEL', DEAD_RECORDS, m)
    end
  end
  forget_jobs(e)
end

local function pending(e, id)
  local found = redis.call('XPENDING', stream_key(e), GROUP, entry(id), entry(id), 1)[1]
  if found then return found[2], found[4] end
end

-- Whether this delivery of a job still holds it.
local function holds(e, id, deliveries)
  if not redis.call('ZSCORE', LEASED, member(e, id)) then return false end
  local _, now = pending(e, id)
  return now == deliveries
end

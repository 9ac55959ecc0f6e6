-- Jobs as their operator sees them: each a list of its place in the list, number, kind, epoch, key, state, attempt, deliveries, when it was queued, started, and
-- is due or ended, and why it failed. What is not known is an empty text.
local STATE = { Enqueued = 0, Scheduled = 1, Processing = 2, Succeeded = 3, Failed = 4, Dead = 5 }

-- A job in the queue.
local function describe(e, id, state)
  local job = redis.call('XRANGE', stream_key(e), entry(id), entry(id))[1]
  if not job then return nil end
  local _, deliveries = pending(e, id)
  local set = state == STATE.Processing and LEASED or DELAYED
  local due = redis.call('ZSCORE', set, member(e, id)) or state == STATE.Scheduled and job[2][10] == AFTER_EARLIER and has_earlier(e) and AFTER_EARLIER or ''
  return {
    id, id, job[2][2], e, job[2][4], state, redis.call('HGET', attempts_key(e), id) or '1', deliveries or 0, job[2][8] or '',
    redis.call('HGET', started_key(e), id) or '', due, redis.call('HGET', reasons_key(e), id) or '',
  }
end

local function describe_done(packed)
  local of = cmsgpack.unpack(packed)
  return { of[1], of[1], of[3], of[2], of[4], STATE.Succeeded, of[5], of[6], of[7], of[8], of[9], '' }
end

local function describe_dead(m)
  local dead = cjson.decode(redis.call('HGET', DEAD_RECORDS, m))
  local id = whole(dead.Job.Id)
  return {
    id, id, dead.Job.Kind, whole(dead.Job.EpochId), dead.Job.Key, STATE.Dead, dead.Job.Attempt, dead.Job.Deliveries, '', '', whole(dead.DiedAt * 1000), dead.Reason,
  }
end

local function split(of) local id, e = string.match(of, '^(%d+):(.+)$'); return e, id end

-- The members of a set of bounded size whose jobs have lower numbers than one, the highest first. Numbers are padded, so that texts sort as they do.
local function latest(set, before)
  local found = {}
  for _, m in ipairs(redis.call('ZRANGE', set, 0, -1)) do
    local _, id = parts(m)
    if tonumber(id) < before then found[#found + 1] = m end
  end
  table.sort(found, function(left, right) return left > right end)
  return found
end

-- A job, wherever it is.
local function find(id)
  for _, m in ipairs(redis.call('ZRANGE', LEASED, 0, -1)) do
    local e, of = parts(m)
    if of == id then return describe(e, id, STATE.Processing), m end
  end
  for state, set in pairs({ [STATE.Scheduled] = SCHEDULED, [STATE.Enqueued] = ENQUEUED }) do
    local of = redis.call('ZRANGEBYSCORE', set, id, id)[1]
    if of then local e = split(of); return describe(e, id, state), member(e, id) end
  end
  for _, m in ipairs(redis.call('ZRANGE', DEAD, 0, -1)) do
    local _, of = parts(m)
    if of == id then return describe_dead(m), m end
  end
  local done = redis.call('ZRANGEBYSCORE', DONE, id, id)[1]
  if done then return describe_done(done) end
end

-- The job, if it is as its operator saw it.
local function find_seen()
  local id, state, attempt, deliveries = take(), number(), number(), number()
  local row, m = find(id)
  if row and row[6] == state and tonumber(row[7]) == attempt and tonumber(row[8]) == deliveries then return row, m end
end

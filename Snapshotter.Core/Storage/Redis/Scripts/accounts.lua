-- What is final and how submissions ended, by project.
local COUNTED = { SUCCESSFUL_SNAPSHOT_SUBMISSION = 'Successful', SUBMITTED_INCORRECT_SNAPSHOT = 'Incorrect', MISSED_SNAPSHOT = 'Missed' }

local function latest_epoch() return redis.call('ZREVRANGE', EPOCHS, 0, 0, 'WITHSCORES')[2] or '0' end
local known = {}
local function know(p)
  if known[p] then return end
  known[p] = true
  if redis.call('HEXISTS', PROJECTS, p) == 0 then redis.call('HSET', PROJECTS, p, latest_epoch()) end
end
local function is_mark(m) return string.sub(m, 1, 5) == 'null_' end
local function count(p, state, by) if COUNTED[state] then redis.call('INCRBY', count_key(p, COUNTED[state]), by) end end

local function decision(p, e)
  for _, m in ipairs(redis.call('ZRANGEBYSCORE', finality_key(p), e, e)) do if not is_mark(m) then return m end end
end

-- The outermost decided epoch of a project, from below or from above.
local function outermost(p, command, from, to)
  local offset = 0
  while true do
    local found = redis.call(command, finality_key(p), from, to, 'WITHSCORES', 'LIMIT', offset, 200)
    for i = 1, #found, 2 do if not is_mark(found[i]) then return found[i + 1] end end
    if #found < 400 then return nil end
    offset = offset + 200
  end
end
local function first_decided(p) return outermost(p, 'ZRANGEBYSCORE', '-inf', '+inf') end
local function last_decided(p) return outermost(p, 'ZREVRANGEBYSCORE', '+inf', '-inf') end

-- What is final never changes. A set holds a text once: a CID that an earlier epoch has already gets its epoch behind it.
local function decide(e, p, cid)
  if decision(p, e) then return end
  if redis.call('ZADD', finality_key(p), 'NX', e, cid) == 0 then redis.call('ZADD', finality_key(p), e, cid .. ' ' .. e) end
  local last = redis.call('GET', last_key(p))
  if not last or tonumber(last) < tonumber(e) then redis.call('SET', last_key(p), e) end
end

local function find_last_again(p, e)
  if redis.call('GET', last_key(p)) ~= e then return end
  local last = last_decided(p)
  if last then redis.call('SET', last_key(p), last) else redis.call('DEL', last_key(p)) end
end

local function state_of(p, e)
  local report = redis.call('HGET', reports_key(p), e)
  return report and cjson.decode(report).state
end

local function report(p, e, state, json)
  local before = state_of(p, e)
  redis.call('HSET', reports_key(p), e, json)
  local from, to = redis.call('HGET', REPORTS_FROM, p), redis.call('HGET', REPORTS_TO, p)
  if not from or tonumber(e) < tonumber(from) then redis.call('HSET', REPORTS_FROM, p, e) end
  if not to or tonumber(e) > tonumber(to) then redis.call('HSET', REPORTS_TO, p, e) end
  if before == state then return end
  if before then count(p, before, -1) end
  count(p, state, 1)
end

local function drop_report(p, e)
  local before = state_of(p, e)
  if not before then return end
  count(p, before, -1)
  redis.call('HDEL', reports_key(p), e)
end

-- Takes a decision back, if it is the one that is known, with the account and the stage.
local function revert(p, e, cid)
  local known = decision(p, e)
  if known ~= cid and known ~= cid .. ' ' .. e then return end
  redis.call('ZREM', finality_key(p), known)
  find_last_again(p, e)
  drop_report(p, e)
  drop_outcome(e, 'SNAPSHOT_FINALIZE', p)
end

-- Makes the projects the node's own, in place of those before.
local function own(names)
  local wanted = {}
  for _, p in ipairs(names) do wanted[p] = true end
  for _, p in ipairs(redis.call('SMEMBERS', OWN)) do
    if not wanted[p] then
      redis.call('SREM', OWN, p)
      redis.call('SREM', STORED, p)
      redis.call('HSET', PROJECTS, p, latest_epoch())
    end
  end
  for _, p in ipairs(names) do
    know(p)
    redis.call('SADD', OWN, p)
    redis.call('SADD', STORED, p)
  end
end

local function arise(p)
  if redis.call('SISMEMBER', OWN, p) == 1 then return end
  redis.call('HSET', PROJECTS, p, latest_epoch())
  redis.call('SADD', STORED, p)
end

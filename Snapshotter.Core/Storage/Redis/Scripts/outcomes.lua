-- What lists of epochs show of a stage: when it first and last ended for a project, and for which it failed. Kept with the outcomes, so that no list reads them.
local stages = {}
local function stage_of(e, stage)
  local name = e .. ' ' .. stage
  if not stages[name] then
    local times = redis.call('HMGET', stages_key(e), stage .. ':first', stage .. ':last')
    stages[name] = { first = tonumber(times[1] or math.huge), last = tonumber(times[2] or -math.huge), failing = redis.call('EXISTS', failing_key(e, stage)) == 1 }
  end
  return stages[name]
end

local function note_recovered(e)
  for _, stage in ipairs(STAGES) do if redis.call('EXISTS', failing_key(e, stage)) == 1 then return end end
  redis.call('ZREM', FAILING, e)
end

local function note_outcome(e, stage, subject, failed, at)
  local of = stage_of(e, stage)
  if at < of.first then of.first = at; redis.call('HSET', stages_key(e), stage .. ':first', whole(at)) end
  if at > of.last then of.last = at; redis.call('HSET', stages_key(e), stage .. ':last', whole(at)) end
  if failed then
    of.failing = true
    redis.call('SADD', failing_key(e, stage), subject)
    redis.call('ZADD', FAILING, e, e)
  elseif of.failing and redis.call('SREM', failing_key(e, stage), subject) == 1 then
    note_recovered(e)
  end
end

-- Drops the outcomes of a stage, and returns how many there were.
local function drop_outcomes(e, stage)
  local count = redis.call('HLEN', stage_key(e, stage))
  redis.call('DEL', stage_key(e, stage), failing_key(e, stage))
  redis.call('HDEL', stages_key(e), stage .. ':first', stage .. ':last')
  stages[e .. ' ' .. stage] = nil
  return count
end

local function drop_outcome(e, stage, subject)
  redis.call('HDEL', stage_key(e, stage), subject)
  if redis.call('SREM', failing_key(e, stage), subject) == 1 then note_recovered(e) end
end

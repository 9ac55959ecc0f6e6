-- What handlers ask of the state first: the job's epoch, the paused projects, and what was built in the epoch while it is not much. Nothing where
-- the epoch is not released.
local MOST_TOLD = 128
local function look(e)
  local released = redis.call('ZRANGEBYSCORE', EPOCHS, e, e)[1]
  if not released then return {} end
  local built = {}
  local count = redis.call('HLEN', built_key(e))
  if count > 0 then built = count <= MOST_TOLD and redis.call('HGETALL', built_key(e)) end
  return { released, redis.call('HGET', FACTS, PAUSED), built }
end

-- Jobs are handed out when all is written, so that it is the same for all of an epoch.
local known_of = {}
local function told(e)
  known_of[e] = known_of[e] or look(e)
  return known_of[e]
end

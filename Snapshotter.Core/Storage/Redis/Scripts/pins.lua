-- Contents that wait to be pinned, each with a record { epoch, attempt, reason, holder }. Those that are due stand by their epochs, those for later by when they
-- are due, those that were given up by their epochs, and those that a host has in hand by when another may take them over.
local function pin_of(cid) local packed = redis.call('HGET', PINS, cid); return packed and cmsgpack.unpack(packed) end
local function put_pin(cid, pin) redis.call('HSET', PINS, cid, cmsgpack.pack(pin)) end

local function leave_pin_sets(cid) for _, set in ipairs({ PINS_DUE, PINS_LATER, PINS_FAILED, PINS_HELD }) do redis.call('ZREM', set, cid) end end

local function drop_pin(cid)
  if redis.call('HDEL', PINS, cid) == 1 then leave_pin_sets(cid) end
end

-- Makes a content due from its first attempt on.
local are_told = false
local function queue_pin(cid, e)
  leave_pin_sets(cid)
  put_pin(cid, { e, 1, '', '' })
  redis.call('ZADD', PINS_DUE, e, cid)
  if not are_told then redis.call('PUBLISH', NEWS, 'pins') end
  are_told = true
end

-- Forgets a portion of the callers without a key whose windows are over. Returns how many.
local now, portion = clock(take()), number()
local over = redis.call('ZRANGEBYSCORE', ADDRESSES, '-inf', whole(now), 'LIMIT', 0, portion)
for _, caller in ipairs(over) do
  redis.call('ZREM', ADDRESSES, caller)
  redis.call('HDEL', CALLS, caller)
end
return #over

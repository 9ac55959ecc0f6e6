-- Removes a portion of the contents that no epoch from one on put, with their pins.
local first, portion = take(), number()
local old = redis.call('ZRANGEBYSCORE', CONTENTS_BY_EPOCH, '-inf', '(' .. first, 'LIMIT', 0, portion)
for _, cid in ipairs(old) do
  redis.call('HDEL', CONTENTS, cid)
  redis.call('ZREM', CONTENTS_BY_EPOCH, cid)
  drop_pin(cid)
end
return #old

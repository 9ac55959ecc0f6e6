-- Takes or keeps a turn; 0 when another has it.
local key, holder, lease = take(), take(), take()
local now = redis.call('GET', key)
if now and now ~= holder then return 0 end
redis.call('SET', key, holder, 'PX', lease)
return 1

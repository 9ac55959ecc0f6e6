-- Gives a turn back.
local key, holder = take(), take()
if redis.call('GET', key) == holder then redis.call('DEL', key) end
return 1

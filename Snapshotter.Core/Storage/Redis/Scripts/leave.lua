-- Gives the turn of a number back.
local mine = number()
if tonumber(redis.call('GET', TURNS) or 0) == mine then redis.call('DEL', TURN) end
return 1

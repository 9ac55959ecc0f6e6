-- Takes the turn to detect, or keeps the one of a number, and tells its number; 0 when another has it.
local holder, lease, mine = take(), take(), number()
if mine > 0 then
  -- What nobody has taken since is still the same turn, even when its time was over.
  if not is_latest_turn(mine) then return 0 end
else
  local now = redis.call('GET', TURN)
  if now and now ~= holder then return 0 end
  mine = redis.call('INCR', TURNS)
end
redis.call('SET', TURN, holder, 'PX', lease)
return mine

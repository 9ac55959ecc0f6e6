-- Gives the turn of a number back.
if is_latest_turn(number()) then redis.call('DEL', TURN) end
return 1

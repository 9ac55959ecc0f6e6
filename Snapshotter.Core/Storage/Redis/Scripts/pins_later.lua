-- Puts a content off, or gives it up where no time is given.
local cid, attempt, reason, due = take(), number(), take(), take()
local pin = pin_of(cid)
if not pin then return 0 end
leave_pin_sets(cid)
put_pin(cid, { pin[1], attempt, reason, '' })
if due ~= '' then redis.call('ZADD', PINS_LATER, due, cid) else redis.call('ZADD', PINS_FAILED, pin[1], cid) end
return 1

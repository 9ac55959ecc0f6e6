-- Makes a portion of the contents that were given up due again. Returns how many.
local failed = redis.call('ZRANGE', PINS_FAILED, 0, MOST_AT_ONCE - 1)
for _, cid in ipairs(failed) do queue_pin(cid, pin_of(cid)[1]) end
return #failed

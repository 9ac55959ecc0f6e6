-- How many contents wait, now or for later, and how many were given up.
return { redis.call('ZCARD', PINS_DUE) + redis.call('ZCARD', PINS_LATER), redis.call('ZCARD', PINS_FAILED) }

-- How many jobs there are, are leased, and are dead: sets that are counted as they are kept, since every page and look at the health asks.
local leased = redis.call('ZCARD', LEASED)
return { redis.call('ZCARD', ENQUEUED) + redis.call('ZCARD', SCHEDULED) + leased, leased, redis.call('ZCARD', DEAD) }

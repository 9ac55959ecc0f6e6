-- Drops what is kept of a dead job; 0 when it is not as it was seen.
local row, m = find_seen()
if not row or row[6] ~= STATE.Dead then return 0 end
redis.call('ZREM', DEAD, m)
redis.call('HDEL', DEAD_RECORDS, m)
return 1

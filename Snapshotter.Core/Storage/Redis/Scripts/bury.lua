-- Takes a job out of the queue for good and writes what follows from its death; 0 when this delivery no longer holds it.
local epoch, id, deliveries, kind, key = take(), take(), number(), take(), take()
local died_at, record, kept = take(), take(), number()
if not holds(epoch, id, deliveries) then return 0 end
remove(epoch, id, kind, key)
redis.call('ZADD', DEAD, died_at, member(epoch, id))
redis.call('HSET', DEAD_RECORDS, member(epoch, id), record)
for _, m in ipairs(redis.call('ZRANGE', DEAD, 0, -kept - 1)) do
  redis.call('ZREM', DEAD, m)
  redis.call('HDEL', DEAD_RECORDS, m)
end
begin_change()
if write_change() > 0 then redis.call('PUBLISH', NEWS, 'queued') end
settle()
close_if_empty(epoch)
return 1

-- Puts a job off; 0 when this delivery no longer holds it.
local e, id, deliveries, attempt, due, reason = take(), take(), number(), take(), take(), take()
if not holds(e, id, deliveries) then return 0 end
redis.call('ZREM', LEASED, member(e, id))
redis.call('ZADD', DELAYED, due, member(e, id))
note_retried(e, id)
redis.call('HSET', attempts_key(e), id, attempt)
redis.call('HSET', reasons_key(e), id, reason)
redis.call('PUBLISH', NEWS, 'queued')
return 1

-- Keeps that an attempt failed, and drops the oldest such note.
written_at = take()
local keep, id = number(), take()
local record = { id }
for i = 2, 9 do record[i] = take() end
local n = redis.call('HINCRBY', COUNTS, 'failed', 1)
redis.call('HSET', FAILED, whole(n), cmsgpack.pack(record))
redis.call('ZADD', FAILED_BY_JOB, id, string.format('%016.0f', n))
redis.call('HDEL', FAILED, whole(n - keep))
redis.call('ZREM', FAILED_BY_JOB, string.format('%016.0f', n - keep))
note_pace('failed', 1)
return 1

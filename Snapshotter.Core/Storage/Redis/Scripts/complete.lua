-- Writes the result of a job and hands the worker the next one that is due. Whoever waits is told when there are more. Tells also whether the
-- job's epoch has others.
local worker, now, ends_at, wanted = take(), number(), take(), shares()
local written, queued, epoch = write_result()
local jobs = lease_due(worker, 1, now, ends_at, wanted)
if redis.call('EXISTS', DUE_KINDS) == 1 or put_off > 0 or (queued > 0 and redis.call('EXISTS', FRESH) == 1) then redis.call('PUBLISH', NEWS, 'queued') end
return { written and 1 or 0, jobs, redis.call('EXISTS', stream_key(epoch)) }

-- Writes the results of jobs that a worker completed together, each as a whole, and hands it as many of those that are due. Whoever waits is told
-- when there are more. Tells of each whether it was written, the next job, and whether its epoch has others.
local worker, keep, count = take(), number(), number()
local results, enqueued, now, ends_at = {}, 0
for i = 1, count do
  now, ends_at = number(), take()
  local written, queued, epoch = write_result()
  results[i] = { written and 1 or 0, epoch }
  enqueued = enqueued + queued
end
end_results(keep)

local jobs = lease_due(worker, count, now, ends_at)
if redis.call('EXISTS', DUE) == 1 or (enqueued > 0 and redis.call('EXISTS', FRESH) == 1) then redis.call('PUBLISH', NEWS, 'queued') end

local goes_on = {}
for i, result in ipairs(results) do
  local e = result[2]
  goes_on[e] = goes_on[e] or redis.call('EXISTS', stream_key(e))
  results[i] = { result[1], { jobs[i] }, goes_on[e] }
end
return results

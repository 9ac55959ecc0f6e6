-- Writes the results of jobs that a worker completed together, each as a whole, and hands it as many of those that are due. Whoever waits is told
-- when there are more. Tells of each whether it was written, the next job, and whether its epoch has others.
local worker, keep, count = take(), number(), number()
local results, wishes, enqueued, are_alike = {}, {}, 0, true
for i = 1, count do
  wishes[i] = { now = number(), ends_at = take(), shares = shares() }
  are_alike = are_alike and #wishes[i].shares == 0
  local written, queued, epoch = write_result()
  results[i] = { written and 1 or 0, epoch }
  enqueued = enqueued + queued
end
end_results(keep)

-- Whoever takes any job takes it with the others, and as many as it has done, so that it need not think of other workers.
local jobs = are_alike and lease_due(worker, 1, count, wishes[count].now, wishes[count].ends_at, {}) or {}
if not are_alike then
  for i, wish in ipairs(wishes) do jobs[i] = lease_due(worker, 1, 1, wish.now, wish.ends_at, wish.shares)[1] or false end
end
if redis.call('EXISTS', DUE_KINDS) == 1 or put_off > 0 or (enqueued > 0 and redis.call('EXISTS', FRESH) == 1) then redis.call('PUBLISH', NEWS, 'queued') end

local goes_on = {}
for i, result in ipairs(results) do
  local e = result[2]
  goes_on[e] = goes_on[e] or redis.call('EXISTS', stream_key(e))
  results[i] = { result[1], jobs[i] and { jobs[i] } or {}, goes_on[e] }
end
return results

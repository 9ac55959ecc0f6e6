-- The failed attempts at a job, the first one first: each as kind, epoch, key, attempt, deliveries, time, reason and detail.
local id, limit = take(), number()
local rows = {}
for _, n in ipairs(redis.call('ZRANGEBYSCORE', FAILED_BY_JOB, id, id, 'LIMIT', 0, limit)) do
  local of = cmsgpack.unpack(redis.call('HGET', FAILED, whole(tonumber(n))))
  rows[#rows + 1] = { of[2], of[3], of[4], of[5], of[6], of[7], of[8], of[9] }
end
return rows

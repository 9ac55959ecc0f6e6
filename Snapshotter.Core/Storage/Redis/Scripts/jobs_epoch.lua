-- The jobs of an epoch that have not ended, in the order in which they were queued.
local e, limit = take(), number()
local rows = {}
for _, job in ipairs(redis.call('XRANGE', stream_key(e), '-', '+', 'COUNT', limit)) do
  local id = string.match(job[1], '^%d+')
  local state = STATE.Enqueued
  if redis.call('ZSCORE', LEASED, member(e, id)) then state = STATE.Processing
  elseif redis.call('ZSCORE', SCHEDULED, place(e, id)) then state = STATE.Scheduled end
  rows[#rows + 1] = describe(e, id, state)
end
return rows

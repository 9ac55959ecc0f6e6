-- The jobs of an epoch that have not ended, in the order in which they were queued.
local e, limit = take(), number()
local ids, rows = redis.call('HVALS', names_key(e)), {}
table.sort(ids, function(left, right) return tonumber(left) < tonumber(right) end)
for i = 1, math.min(limit, #ids) do
  local id, state = ids[i], STATE.Enqueued
  if redis.call('ZSCORE', LEASED, member(e, id)) then state = STATE.Processing
  elseif redis.call('ZSCORE', SCHEDULED, place(e, id)) then state = STATE.Scheduled end
  rows[i] = describe(e, id, state)
end
return rows

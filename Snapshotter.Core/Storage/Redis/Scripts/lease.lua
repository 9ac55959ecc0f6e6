-- Hands out due jobs, and tells when the next is due.
local LEFT_TO_OTHERS = 250
written_at = take()
local worker, workers, max, now, ends_at, wanted = take(), number(), number(), number(), take(), shares()
local jobs, is_all = lease_due(worker, workers, max, now, ends_at, wanted)

-- Of a great many new jobs a part was looked at, and the others are to be looked at next. What is left to other workers is looked at again in a moment, since they may have none to spare.
local next_due = not is_all and now or nil
local has_left = redis.call('EXISTS', FRESH) == 1 or #wanted == 0 and redis.call('EXISTS', DUE_KINDS) == 1
if not next_due and workers > 1 and has_left then next_due = now + LEFT_TO_OTHERS end
for _, set in ipairs({ LEASED, DELAYED }) do
  local first = redis.call('ZRANGE', set, 0, 0, 'WITHSCORES')[2]
  if first and (not next_due or tonumber(first) < next_due) then next_due = tonumber(first) end
end
return { next_due and whole(next_due) or '', jobs }

-- Hands out due jobs, and tells when the next is due.
written_at = take()
local worker, max, now, ends_at = take(), number(), number(), take()
local jobs = lease_due(worker, max, now, ends_at)

local next_due = nil
for _, set in ipairs({ LEASED, DELAYED }) do
  local first = redis.call('ZRANGE', set, 0, 0, 'WITHSCORES')[2]
  if first and (not next_due or tonumber(first) < next_due) then next_due = tonumber(first) end
end
return { next_due and whole(next_due) or '', jobs }

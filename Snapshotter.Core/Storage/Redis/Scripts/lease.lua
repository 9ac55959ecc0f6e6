-- Hands out due jobs, and tells when the next is due.
written_at = take()
local worker, max, now, ends_at, wanted = take(), number(), number(), take(), shares()
local jobs, is_all = lease_due(worker, max, now, ends_at, wanted)

-- Of a great many new jobs a share was looked at, and the others are to be looked at next.
local next_due = not is_all and now or nil
for _, set in ipairs({ LEASED, DELAYED }) do
  local first = redis.call('ZRANGE', set, 0, 0, 'WITHSCORES')[2]
  if first and (not next_due or tonumber(first) < next_due) then next_due = tonumber(first) end
end
return { next_due and whole(next_due) or '', jobs }

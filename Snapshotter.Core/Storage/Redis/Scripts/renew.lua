-- Extends the leases of the deliveries that still hold their jobs.
local ends_at = take()
each(function()
  local e, id, deliveries = take(), take(), number()
  if holds(e, id, deliveries) then redis.call('ZADD', LEASED, 'XX', ends_at, member(e, id)) end
end)
return 1

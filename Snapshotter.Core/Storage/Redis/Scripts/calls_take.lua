-- Takes calls of a caller from its windows, or none where one is used up, and adds to its counts.
local now, most = clock(take()), number()
local caller, email, wanted, spare, succeeded, throttled, others = take(), take(), number(), number(), take(), take(), take()
local unused, starts, limits = number(), list(), {}
each(function() limits[#limits + 1] = { limit = number(), period = number() } end)
return take_calls(now, most, caller, email, limits, { wanted = wanted, spare = spare, succeeded = succeeded, throttled = throttled, others = others, unused = unused, starts = starts })

-- Stores contents for an epoch.
local e = take()
each(function() keep_content(e, take(), take(), take()) end)
return 1

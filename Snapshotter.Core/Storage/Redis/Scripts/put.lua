-- Stores contents for an epoch.
local e = take()
each(function() local cid = take(); keep_content(e, cid, take()) end)
return 1

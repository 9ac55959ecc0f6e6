-- The epochs that have jobs, each with their number.
local found = {}
for _, e in ipairs(redis.call('ZRANGE', OPEN, 0, -1)) do
  found[#found + 1] = e
  found[#found + 1] = jobs_of(e)
end
return found

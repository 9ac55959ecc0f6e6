-- The latest accounts of a project, newest first, each as epoch and JSON. Few accounts are sorted; many lie close together and are walked down.
local p, limit = take(), number()
local key = reports_key(p)
local found = {}
local size = redis.call('HLEN', key)
if size == 0 then return found end
if size <= 1000 then
  local epochs = redis.call('HKEYS', key)
  table.sort(epochs, function(left, right) return tonumber(left) > tonumber(right) end)
  for i = 1, math.min(limit, #epochs) do
    found[#found + 1] = epochs[i]
    found[#found + 1] = redis.call('HGET', key, epochs[i])
  end
  return found
end
local from = tonumber(redis.call('HGET', REPORTS_FROM, p))
local e = tonumber(redis.call('HGET', REPORTS_TO, p))
while e >= from and #found < 2 * limit do
  local json = redis.call('HGET', key, whole(e))
  if json then
    found[#found + 1] = whole(e)
    found[#found + 1] = json
  end
  e = e - 1
end
return found

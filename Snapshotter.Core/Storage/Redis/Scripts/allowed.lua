-- The projects allowed in an epoch, each as name, id and whether it is its genesis: the first epoch released since an update allowed it.
local wanted = number()
local found = {}
local names = redis.call('HGETALL', ALLOWANCES)
for i = 1, #names, 2 do
  local now, before
  for _, row in ipairs(cmsgpack.unpack(names[i + 1])) do
    if row[1] <= wanted then before, now = now, row end
  end
  if now and now[2] == 1 then
    local genesis = now[1] > 0 and not (before and before[2] == 1)
      and #redis.call('ZRANGEBYSCORE', EPOCHS, whole(now[1]), '(' .. whole(wanted), 'LIMIT', 0, 1) == 0
    found[#found + 1] = names[i]
    found[#found + 1] = now[3]
    found[#found + 1] = genesis and 1 or 0
  end
end
return found

-- The contents that were given up, the latest epoch first: { cid, epoch, attempt, reason } of each.
local found = {}
for _, cid in ipairs(redis.call('ZREVRANGE', PINS_FAILED, 0, number() - 1)) do
  local pin = pin_of(cid)
  found[#found + 1] = { cid, pin[1], pin[2], pin[3] }
end
return found

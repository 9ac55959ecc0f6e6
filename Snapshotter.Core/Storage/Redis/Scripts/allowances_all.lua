-- Every row of what the protocol state allows, as name, epoch, allowed and id.
local found = {}
local names = redis.call('HGETALL', ALLOWANCES)
for i = 1, #names, 2 do
  for _, row in ipairs(cmsgpack.unpack(names[i + 1])) do
    found[#found + 1] = names[i]
    found[#found + 1] = whole(row[1])
    found[#found + 1] = row[2]
    found[#found + 1] = row[3]
  end
end
return found

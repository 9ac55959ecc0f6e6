-- Projects with their counters, each as id and three texts.
local found = {}
for _, p in ipairs(redis.call('SMEMBERS', STORED)) do
  found[#found + 1] = p
  for _, what in ipairs({ 'Successful', 'Incorrect', 'Missed' }) do found[#found + 1] = redis.call('GET', count_key(p, what)) or '0' end
end
return found

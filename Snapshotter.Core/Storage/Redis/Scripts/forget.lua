-- Forgets something about all projects.
local what = take()
if what == 'Finality' then
  for _, p in ipairs(redis.call('HKEYS', PROJECTS)) do redis.call('DEL', finality_key(p), last_key(p)) end
elseif what == 'FirstEpochs' then
  redis.call('DEL', FIRST_EPOCHS)
elseif what == 'Submissions' then
  for _, e in ipairs(redis.call('ZRANGE', HAS_BUILT, 0, -1)) do
    local built = redis.call('HGETALL', built_key(e))
    for i = 1, #built, 2 do redis.call('HSET', built_key(e), built[i], '0' .. string.sub(built[i + 1], 2)) end
  end
end
return 1

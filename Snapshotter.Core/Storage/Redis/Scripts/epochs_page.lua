-- Epochs of a list, the latest first: each as its record, how many jobs it has, and for each stage how many outcomes there are, how many of them are
-- failures, and the times of the first and the last.
local set, before, limit = take(), take(), number()
local rows = {}
local found = redis.call('ZREVRANGEBYSCORE', set, before == '' and '+inf' or '(' .. before, '-inf', 'WITHSCORES', 'LIMIT', 0, limit)
for i = 2, #found, 2 do
  local e = whole(tonumber(found[i]))
  local record = redis.call('ZRANGEBYSCORE', EPOCHS, e, e)[1]
  if record then
    local row = { record, redis.call('HLEN', names_key(e)) }
    for _, stage in ipairs(STAGES) do
      local times = redis.call('HMGET', stages_key(e), stage .. ':first', stage .. ':last')
      row[#row + 1] = { redis.call('HLEN', stage_key(e, stage)), redis.call('SCARD', failing_key(e, stage)), times[1] or '', times[2] or '' }
    end
    rows[#rows + 1] = row
  end
end
return rows

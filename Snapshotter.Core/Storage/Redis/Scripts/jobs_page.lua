-- A page of the jobs in a state, the latest first.
local state, before, limit = number(), take(), number()
local rows = {}

local function listed(set, read)
  for _, of in ipairs(redis.call('ZREVRANGEBYSCORE', set, before == '' and '+inf' or '(' .. before, '-inf', 'LIMIT', 0, limit)) do rows[#rows + 1] = read(of) end
end

local function sorted(set, read)
  for i, m in ipairs(latest(set, before == '' and math.huge or tonumber(before))) do
    if i > limit then break end
    rows[#rows + 1] = read(m)
  end
end

if state == STATE.Enqueued then
  listed(ENQUEUED, function(of) local e, id = split(of); return describe(e, id, state) end)
elseif state == STATE.Scheduled then
  listed(SCHEDULED, function(of) local e, id = split(of); return describe(e, id, state) end)
elseif state == STATE.Processing then
  sorted(LEASED, function(m) local e, id = parts(m); return describe(e, id, state) end)
elseif state == STATE.Succeeded then
  listed(DONE, describe_done)
elseif state == STATE.Dead then
  sorted(DEAD, describe_dead)
else
  local last = tonumber(redis.call('HGET', COUNTS, 'failed') or '0')
  local from = math.min(before == '' and math.huge or tonumber(before) - 1, last)
  for n = from, math.max(1, from - limit + 1), -1 do
    local packed = redis.call('HGET', FAILED, whole(n))
    if packed then
      local of = cmsgpack.unpack(packed)
      rows[#rows + 1] = { whole(n), of[1], of[2], of[3], of[4], STATE.Failed, of[5], of[6], '', '', of[7], of[8] }
    end
  end
end
return rows

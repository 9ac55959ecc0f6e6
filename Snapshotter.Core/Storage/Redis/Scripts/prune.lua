-- Removes a portion of what is past retention; 1 when there may be more. The latest epoch stays whatever the bounds say: the next one is cut from where it ends.
local first_epoch, first_transitions, left = number(), number(), number()
local latest = tonumber(latest_epoch())
local epochs = math.min(first_epoch, latest)
local transitions = math.min(first_transitions, latest)
local STEP = 500

local function remove_epochs(set, below, remove_one)
  while left > 0 do
    local oldest = redis.call('ZRANGEBYSCORE', set, '-inf', '(' .. whole(below), 'LIMIT', 0, 1)[1]
    if not oldest then return end
    left = left - math.max(1, remove_one(oldest))
    redis.call('ZREM', set, oldest)
  end
end

remove_epochs(HAS_TRANSITIONS, transitions, function(e)
  local removed = 0
  for _, stage in ipairs(STAGES) do removed = removed + drop_outcomes(e, stage) end
  redis.call('ZREM', FAILING, e)
  return removed
end)
remove_epochs(HAS_OUTBOX, transitions, function(e)
  local projects = redis.call('HKEYS', outbox_key(e))
  for _, p in ipairs(projects) do redis.call('ZREM', OUTBOX, e .. ':' .. p) end
  redis.call('DEL', outbox_key(e))
  return #projects
end)
remove_epochs(HAS_BUILT, epochs, function(e)
  local removed = redis.call('HLEN', built_key(e))
  redis.call('DEL', built_key(e))
  return removed
end)

local function remove_fields(key, fields)
  for i = 1, #fields, STEP do redis.call('HDEL', key, unpack(fields, i, math.min(i + STEP - 1, #fields))) end
  left = left - #fields
end

-- Epochs of accounts lie close together and are counted up; where they do not, they are looked at one by one.
local function remove_reports(p)
  local key = reports_key(p)
  local from = tonumber(redis.call('HGET', REPORTS_FROM, p) or epochs)
  if from >= epochs then return end
  local to = epochs
  if epochs - from > (2 * redis.call('HLEN', key)) + 1000 then
    local fields = {}
    for _, e in ipairs(redis.call('HKEYS', key)) do if tonumber(e) < epochs then fields[#fields + 1] = e end end
    remove_fields(key, fields)
  else
    to = math.min(epochs, from + STEP)
    local fields = {}
    for e = from, to - 1 do fields[#fields + 1] = whole(e) end
    left = left - redis.call('HDEL', key, unpack(fields))
  end
  redis.call('HSET', REPORTS_FROM, p, whole(to))
  if to < epochs and left > 0 then return remove_reports(p) end
end

local projects = left > 0 and redis.call('HKEYS', PROJECTS) or {}
for _, p in ipairs(projects) do
  while left > 0 do
    local old = redis.call('ZRANGEBYSCORE', finality_key(p), '-inf', '(' .. whole(epochs), 'LIMIT', 0, STEP)
    if #old == 0 then break end
    left = left - redis.call('ZREM', finality_key(p), unpack(old))
  end
  if left > 0 then remove_reports(p) end
end

while left > 0 do
  local oldest = redis.call('ZRANGEBYSCORE', EPOCHS, '-inf', '(' .. whole(epochs), 'WITHSCORES', 'LIMIT', 0, 1)
  if not oldest[1] then break end
  redis.call('ZREM', EPOCHS, oldest[1])
  redis.call('DEL', released_key(oldest[2]), learnt_key(oldest[2]))
  left = left - 1
end

-- What no kept epoch stands on goes. What stays from before them is nobody's genesis any more, since the epochs that tell are gone.
local names = left > 0 and redis.call('HGETALL', ALLOWANCES) or {}
for i = 1, #names, 2 do
  local rows = cmsgpack.unpack(names[i + 1])
  local kept = {}
  local changed = false
  for at, row in ipairs(rows) do
    local follows = rows[at + 1]
    if (row[1] < epochs and follows and follows[1] <= epochs) or (row[2] == 0 and row[1] <= epochs) then
      left = left - 1
      changed = true
    else
      if row[1] > 0 and row[1] < epochs then row[1] = 0; changed = true end
      kept[#kept + 1] = row
    end
  end
  if changed then put_rows(names[i], kept) end
end

-- Projects of others, those that arose, and own ones that the configuration dropped, go when nothing of theirs is kept.
if left > 0 then
  for _, p in ipairs(projects) do
    if redis.call('SISMEMBER', OWN, p) == 0 and tonumber(redis.call('HGET', PROJECTS, p)) < epochs
      and redis.call('HLEN', reports_key(p)) == 0 and not first_decided(p) then
      redis.call('HDEL', PROJECTS, p)
      redis.call('SREM', STORED, p)
      redis.call('HDEL', FIRST_EPOCHS, p)
      redis.call('HDEL', REPORTS_FROM, p)
      redis.call('HDEL', REPORTS_TO, p)
      redis.call('DEL', finality_key(p), last_key(p), reports_key(p), count_key(p, 'Successful'), count_key(p, 'Incorrect'), count_key(p, 'Missed'))
    end
  end
end
return left <= 0 and 1 or 0

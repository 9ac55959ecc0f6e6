-- Hands out due jobs, the highest priority and then the lowest epoch first, to one of so many workers. Returns them, and whether all that are due were looked at.
local function lease_due(worker, workers, max, now, ends_at, wanted)
  local function come_due(set, reason)
    for _, m in ipairs(redis.call('ZRANGEBYSCORE', set, '-inf', now, 'LIMIT', 0, MOST_AT_ONCE)) do
      local e, id = parts(m)
      local kind = kind_of(e, id)
      redis.call('ZREM', set, m)
      if kind then make_due(e, id, kind) end
      if kind and reason then
        redis.call('HSET', reasons_key(e), id, reason(e, id))
        note_lost(e, id)
      end
    end
  end
  come_due(LEASED, function(e, id) return 'The lease of worker ' .. (pending(e, id) or '?') .. ' ended without an outcome.' end)
  come_due(DELAYED)

  local jobs, leased = {}, {}
  local function hand_out(e, found, deliveries, attempt)
    local id = string.match(found[1], '^%d+')
    leased[#leased + 1] = ends_at
    leased[#leased + 1] = member(e, id)
    jobs[#jobs + 1] = { id, e, found[2][2], found[2][4], found[2][6], attempt, deliveries, told(e), found[2][8] or '0' }
  end

  local function hand_out_due(m, kind)
    local e, id = parts(m)
    drop_due(m, kind)
    local claimed = redis.call('XCLAIM', stream_key(e), GROUP, worker, 0, entry(id))
    if not claimed[1] then return false end
    local _, deliveries = pending(e, id)
    hand_out(e, claimed[1], deliveries, tonumber(redis.call('HGET', attempts_key(e), id) or '1'))
    return true
  end

  local left = 1
  local function given()
    portions(leased, function(...) redis.call('ZADD', LEASED, ...) end)
    note_taken(jobs)
    return jobs, left > 0
  end

  -- Whoever was given the first job of an epoch has its blocks at hand, and every other worker would have to fetch them. So epochs that another began are helped with when
  -- there is nothing else. Of the only epoch that has new jobs every worker gets a share.
  local function next_fresh()
    local epochs = redis.call('ZRANGE', FRESH, 0, 63)
    if #epochs < 2 then return epochs[1], workers > 1 end
    for i, home in ipairs(redis.call('HMGET', HOMES, unpack(epochs))) do
      if not home or home == worker then return epochs[i], false end
    end
    return epochs[1], false
  end

  local function hand_out_fresh(e, most)
    redis.call('HSETNX', HOMES, e, worker)
    local found, count = read_fresh(e, worker, most)
    for _, job in ipairs(found) do hand_out(e, job, 1, 1) end
    if count < most or jobs_of(e) == redis.call('XPENDING', stream_key(e), GROUP)[1] then no_longer_fresh(e) end
  end

  local function share_of(e)
    return math.ceil((jobs_of(e) - redis.call('XPENDING', stream_key(e), GROUP)[1]) / workers)
  end

  local function share_of_due()
    local due = 0
    for _, kind in ipairs(redis.call('SMEMBERS', DUE_KINDS)) do due = due + redis.call('ZCARD', due_key(kind)) end
    return math.ceil(due / workers)
  end

  local due_left = #wanted == 0 and workers > 1 and share_of_due() or max
  while #wanted == 0 and #jobs < max do
    local m, epoch, kind = first_due(wanted)
    local fresh, is_shared = next_fresh()
    if m and due_left > 0 and (not fresh or epoch <= tonumber(fresh)) then
      hand_out_due(m, kind)
      due_left = due_left - 1
    elseif fresh then
      hand_out_fresh(fresh, math.min(max - #jobs, is_shared and math.max(1, share_of(fresh)) or max))
      if is_shared and #jobs > 0 then break end
    else
      break
    end
  end
  if #wanted == 0 then return given() end

  -- Of so many jobs that nobody was given yet at most, those are picked out that are wanted.
  left = MOST_AT_ONCE
  while left > 0 do
    local e = redis.call('ZRANGE', FRESH, 0, 0)[1]
    if not e then break end
    left = left - set_out(e, worker, left)
  end
  for i, share in ipairs(wanted) do
    while #jobs < max and (i == 1 or wanted[i - 1].priority ~= share.priority) do
      local m, _, kind, from = first_due(wanted, share.priority)
      if not m then break end
      if hand_out_due(m, kind) then from.left = from.left - 1 end
    end
  end
  return given()
end

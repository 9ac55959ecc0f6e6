-- Hands out due jobs, lowest epoch first.
local function lease_due(worker, max, now, ends_at)
  local function come_due(set, reason)
    for _, m in ipairs(redis.call('ZRANGEBYSCORE', set, '-inf', now, 'LIMIT', 0, 1000)) do
      local e, id = parts(m)
      redis.call('ZREM', set, m)
      redis.call('ZADD', DUE, e, m)
      if reason then
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

  while #jobs < max do
    local due = redis.call('ZRANGE', DUE, 0, 0, 'WITHSCORES')
    local fresh = redis.call('ZRANGE', FRESH, 0, 0, 'WITHSCORES')
    if due[1] and (not fresh[1] or tonumber(due[2]) <= tonumber(fresh[2])) then
      local e, id = parts(due[1])
      redis.call('ZREM', DUE, due[1])
      local claimed = redis.call('XCLAIM', stream_key(e), GROUP, worker, 0, entry(id))
      if claimed[1] then
        local _, deliveries = pending(e, id)
        hand_out(e, claimed[1], deliveries, tonumber(redis.call('HGET', attempts_key(e), id) or '1'))
      end
    elseif fresh[1] then
      local e = fresh[1]
      local wanted = max - #jobs
      local read = redis.call('XREADGROUP', 'GROUP', GROUP, worker, 'COUNT', wanted, 'STREAMS', stream_key(e), '>')
      local found = read and read[1][2] or {}
      for _, job in ipairs(found) do hand_out(e, job, 1, 1) end
      if #found < wanted or redis.call('XLEN', stream_key(e)) == redis.call('XPENDING', stream_key(e), GROUP)[1] then redis.call('ZREM', FRESH, e) end
    else
      break
    end
  end

  portions(leased, function(...) redis.call('ZADD', LEASED, ...) end)
  note_all_taken(jobs)
  return jobs
end

-- Makes a job due: one that waits for its next attempt, or a dead one, whose payload is given. 0 when it is not as it was seen, or another one with its key is queued.
written_at = take()
local payload = take()
local row, m = find_seen()
if not row then return 0 end
local id, kind, e, key = row[2], row[3], row[4], row[5]
local stream = stream_key(e)

-- Entries stand in the order of their numbers, so that one with a lower number than the last is put in by writing the stream anew.
local function insert()
  local entries = redis.call('XRANGE', stream, '-', '+')
  local held = redis.call('XPENDING', stream, GROUP, '-', '+', math.max(1, #entries))
  local group = redis.call('XINFO', 'GROUPS', stream)[1]
  local read_to = '0-0'
  for i = 1, #group, 2 do if group[i] == 'last-delivered-id' then read_to = group[i + 1] end end
  entries[#entries + 1] = { entry(id), { 'k', kind, 'n', key, 'p', payload, 'q', written_at } }
  table.sort(entries, function(left, right) return tonumber(string.match(left[1], '^%d+')) < tonumber(string.match(right[1], '^%d+')) end)
  redis.call('DEL', stream)
  for _, one in ipairs(entries) do redis.call('XADD', stream, one[1], unpack(one[2])) end
  redis.call('XGROUP', 'CREATE', stream, GROUP, read_to)
  for _, one in ipairs(held) do redis.call('XCLAIM', stream, GROUP, one[2], 0, one[1], 'RETRYCOUNT', one[4], 'FORCE', 'JUSTID') end
  return tonumber(id) > tonumber(string.match(read_to, '^%d+'))
end

if row[6] == STATE.Scheduled then
  if row[11] == AFTER_EARLIER then return 0 end
  redis.call('ZREM', DELAYED, m)
  make_due(e, id, kind)
elseif row[6] == STATE.Dead and redis.call('HSETNX', names_key(e), name(kind, key), id) == 1 then
  local is_open = redis.call('EXISTS', stream) == 1
  local is_fresh = true
  if is_open then
    is_fresh = insert()
  else
    redis.call('XADD', stream, entry(id), 'k', kind, 'n', key, 'p', payload, 'q', written_at)
    redis.call('XGROUP', 'CREATE', stream, GROUP, 0)
  end
  if is_fresh then
    redis.call('ZADD', FRESH, e, e)
  else
    redis.call('XCLAIM', stream, GROUP, 'operator', 0, entry(id), 'RETRYCOUNT', 0, 'FORCE', 'JUSTID')
    make_due(e, id, kind)
  end
  for _, of in ipairs({ attempts_key(e), reasons_key(e), started_key(e) }) do redis.call('HDEL', of, id) end
  redis.call('HINCRBY', kinds_key(e), kind, 1)
  redis.call('ZADD', OPEN, e, e)
  note_queued({ { id, e } })
  redis.call('ZREM', DEAD, m)
  redis.call('HDEL', DEAD_RECORDS, m)
else
  return 0
end
redis.call('PUBLISH', NEWS, 'queued')
return 1

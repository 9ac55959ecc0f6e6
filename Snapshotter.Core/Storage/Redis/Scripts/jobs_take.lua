-- Leases a waiting job to its operator; nothing when it is not as it was seen.
written_at = take()
local worker, ends_at = take(), take()
local row, m = find_seen()
if not row or row[6] > STATE.Scheduled then return {} end
local e, id, kind = row[4], row[2], row[3]

-- A stream hands out in its order. What comes before the job, and was not handed out yet, is put beside what is due again, delivered to nobody.
if not pending(e, id) then
  local count
  repeat
    local read = redis.call('XREADGROUP', 'GROUP', GROUP, worker, 'COUNT', 1000, 'STREAMS', stream_key(e), '>')
    local found = read and read[1][2] or {}
    for _, job in ipairs(found) do
      redis.call('XCLAIM', stream_key(e), GROUP, worker, 0, job[1], 'RETRYCOUNT', 0, 'JUSTID')
      make_due(e, string.match(job[1], '^%d+'), job[2][2])
    end
    count = #found
  until count < 1000
  redis.call('ZREM', FRESH, e)
  redis.call('PUBLISH', NEWS, 'queued')
end

redis.call('ZREM', DELAYED, m)
drop_due(m, kind)
local claimed = redis.call('XCLAIM', stream_key(e), GROUP, worker, 0, entry(id))[1]
local _, deliveries = pending(e, id)
redis.call('ZADD', LEASED, ends_at, m)
note_taken(e, id)
return { id, e, kind, row[5], claimed[2][6], tonumber(row[7]), deliveries, told(e), row[9] }

-- Leases a waiting job to its operator; nothing when it is not as it was seen.
written_at = take()
local worker, ends_at = take(), take()
local row, m = find_seen()
if not row or row[6] > STATE.Scheduled then return {} end
local e, id, kind = row[4], row[2], row[3]

if not pending(e, id) then
  set_all_out(e, worker)
  redis.call('PUBLISH', NEWS, 'queued')
end

redis.call('ZREM', DELAYED, m)
drop_due(m, kind)
local claimed = redis.call('XCLAIM', stream_key(e), GROUP, worker, 0, entry(id))[1]
local _, deliveries = pending(e, id)
redis.call('ZADD', LEASED, ends_at, m)
note_taken({ { id, e } })
return { id, e, kind, row[5], claimed[2][6], tonumber(row[7]), deliveries, told(e), row[9] }

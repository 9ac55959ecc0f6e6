-- Hands out contents to be pinned, the lowest epoch first, and keeps others from them for a while. Returns { cid, epoch, attempt } of each, and when the next is due.
local holder, max, now, hold_until = take(), number(), number(), take()
for _, cid in ipairs(redis.call('ZRANGEBYSCORE', PINS_LATER, '-inf', now, 'LIMIT', 0, MOST_AT_ONCE)) do
  redis.call('ZREM', PINS_LATER, cid)
  redis.call('ZADD', PINS_DUE, pin_of(cid)[1], cid)
end

local found = {}
for _, cid in ipairs(redis.call('ZRANGE', PINS_DUE, 0, MOST_AT_ONCE - 1)) do
  if #found == max then break end
  local pin = pin_of(cid)
  local held_until = tonumber(redis.call('ZSCORE', PINS_HELD, cid) or '0')
  if held_until <= now or pin[4] == holder then
    pin[4] = holder
    put_pin(cid, pin)
    redis.call('ZADD', PINS_HELD, hold_until, cid)
    found[#found + 1] = { cid, pin[1], pin[2] }
  end
end

local next_due
for _, set in ipairs({ PINS_LATER, PINS_HELD }) do
  local first = redis.call('ZRANGE', set, 0, 0, 'WITHSCORES')[2]
  if first and (not next_due or tonumber(first) < next_due) then next_due = tonumber(first) end
end
return { found, next_due and whole(next_due) or '' }

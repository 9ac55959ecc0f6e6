-- Calls in fixed windows, by the arithmetic of WindowRules. Windows are limits and periods in turn; what is kept of them is period, start and use.
local SPARE_PART = 16

-- The clock of all hosts is the server's, unless another one is given.
local function clock(given)
  if given ~= '' then return tonumber(given) end
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

local function kept_of(caller) local packed = redis.call('HGET', CALLS, caller); return packed and cmsgpack.unpack(packed) end

local function current(limits, kept, now)
  local windows = {}
  for i, limit in ipairs(limits) do
    windows[i] = { limit.period, now, 0 }
    for _, window in ipairs(kept) do
      if window[1] == limit.period and window[2] + window[1] > now then windows[i] = { window[1], math.min(window[2], now), window[3] } end
    end
  end
  return windows
end

local function give_back(windows, count, starts)
  if count <= 0 or #starts ~= #windows then return end
  for i, window in ipairs(windows) do
    if window[2] == tonumber(starts[i]) then window[3] = math.max(0, window[3] - count) end
  end
end

-- Takes from all windows. Returns how many, and which window refused the rest, or nothing.
local function take_from(windows, limits, wanted, spare)
  local left, used_up = math.huge, nil
  for i, window in ipairs(windows) do
    local room = math.max(0, limits[i].limit - window[3])
    if room < wanted and room < left then used_up = i end
    left = math.min(left, room)
  end
  local count = math.min(left, wanted)
  count = count + math.min(spare, math.floor((left - count) / SPARE_PART))
  for _, window in ipairs(windows) do window[3] = window[3] + count end
  return count, used_up
end

-- Windows of which nothing is used have not begun, and are not kept. An address is forgotten when its last one is over.
local function keep(caller, is_user, windows)
  local begun, last = {}, 0
  for _, window in ipairs(windows) do
    if window[3] > 0 then
      begun[#begun + 1] = window
      last = math.max(last, window[1] + window[2])
    end
  end
  if #begun == 0 then
    redis.call('HDEL', CALLS, caller)
    if not is_user then redis.call('ZREM', ADDRESSES, caller) end
    return
  end
  redis.call('HSET', CALLS, caller, cmsgpack.pack(begun))
  if not is_user then redis.call('ZADD', ADDRESSES, whole(last), caller) end
end

-- The counts of a user begin at zero again when their day is over.
local function count_calls(email, succeeded, throttled, now)
  local reset_at = redis.call('HGET', user_key(email), 'next_reset_at')
  if not reset_at then return end
  local seconds = math.floor(now / 1000)
  if tonumber(reset_at) <= seconds then
    redis.call('HSET', user_key(email), 'callsCount', succeeded, 'throttledCount', throttled, 'next_reset_at', whole(seconds + 86400))
    return
  end
  if succeeded ~= '0' then redis.call('HINCRBY', user_key(email), 'callsCount', succeeded) end
  if throttled ~= '0' then redis.call('HINCRBY', user_key(email), 'throttledCount', throttled) end
end

-- Takes calls of a caller (of a user the email is given too). Returns what CallGrant tells: how many, how long they hold, the window that refused and how long that lasts, and the starts.
local function take_calls(now, most, caller, email, limits, ask)
  local kept = kept_of(caller)
  if not kept and email == '' and redis.call('ZCARD', ADDRESSES) >= most then
    caller = ask.others
    kept = kept_of(caller)
  end
  local windows = current(limits, kept or {}, now)
  give_back(windows, ask.unused, ask.starts)
  local count, used_up = take_from(windows, limits, ask.wanted, ask.spare)
  if count > 0 or ask.unused > 0 or ask.succeeded ~= '0' or ask.throttled ~= '0' then
    keep(caller, email ~= '', windows)
    if email ~= '' then count_calls(email, ask.succeeded, ask.throttled, now) end
  end

  local first_end, starts = nil, {}
  for i, window in ipairs(windows) do
    first_end = math.min(first_end or math.huge, window[1] + window[2])
    starts[i] = whole(window[2])
  end
  local refused = used_up and windows[used_up]
  return { whole(count), first_end and whole(first_end - now) or '', used_up and used_up - 1 or -1, refused and whole(refused[1] + refused[2] - now) or '0', starts }
end

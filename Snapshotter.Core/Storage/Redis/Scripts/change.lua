-- Writes a change, whose parts come under their names in the order in which RedisChange writes them. Nothing in it can fail halfway: all was checked before it was sent.
local indexed = {}
local function index(set, e)
  if indexed[set] == e then return end
  indexed[set] = e
  redis.call('ZADD', set, e, e)
end

local function withdraw(e)
  for _, p in ipairs(redis.call('HKEYS', PROJECTS)) do
    drop_report(p, e)
    if redis.call('ZREMRANGEBYSCORE', finality_key(p), e, e) > 0 then find_last_again(p, e) end
  end
  for _, p in ipairs(redis.call('HKEYS', outbox_key(e))) do redis.call('ZREM', OUTBOX, e .. ':' .. p) end
  for _, stage in ipairs(STAGES) do drop_outcomes(e, stage) end
  redis.call('DEL', built_key(e), outbox_key(e), released_key(e))
  for _, set in ipairs({ HAS_TRANSITIONS, HAS_BUILT, HAS_OUTBOX, FAILING }) do redis.call('ZREM', set, e) end
  redis.call('ZREMRANGEBYSCORE', EPOCHS, e, e)
  withdraw_jobs(e)
end

local NO_HASH = '0x' .. string.rep('0', 64)
local function fields(record) return { string.match(record, '^(%S+) (%S+) (%S+) (%S+) (%S+) (%S+) (%S+)$') } end

local function is_submitted(e)
  for _, update in ipairs(redis.call('HVALS', stage_key(e, 'RELAYER_SEND'))) do if cjson.decode(update).status == 'success' then return true end end
  for _, entry in ipairs(redis.call('HVALS', outbox_key(e))) do if cjson.decode(entry).state >= 1 then return true end end
  return false
end

-- Removes what was built of an epoch. What consensus decided stays, and so does the account of what only others built.
local function rebuild(e)
  for _, p in ipairs(redis.call('HKEYS', PROJECTS)) do if state_of(p, e) ~= 'ONLY_FINALIZED_SNAPSHOT_RECIEVED' then drop_report(p, e) end end
  for _, mark in ipairs(redis.call('SMEMBERS', learnt_key(e))) do
    local of, p = string.match(mark, '^(%S+) (.*)$')
    redis.call('ZREM', finality_key(p), 'null_' .. of)
  end
  for _, p in ipairs(redis.call('HKEYS', outbox_key(e))) do redis.call('ZREM', OUTBOX, e .. ':' .. p) end
  for _, stage in ipairs(STAGES) do if stage ~= 'SNAPSHOT_FINALIZE' then drop_outcomes(e, stage) end end
  note_recovered(e)
  redis.call('DEL', built_key(e), outbox_key(e), learnt_key(e))
  for _, set in ipairs({ HAS_BUILT, HAS_OUTBOX }) do redis.call('ZREM', set, e) end
  withdraw_jobs(e)
  local record = redis.call('ZRANGEBYSCORE', EPOCHS, e, e)[1]
  if not record then return end
  local of = fields(record)
  of[4] = NO_HASH
  redis.call('ZREM', EPOCHS, record)
  redis.call('ZADD', EPOCHS, e, table.concat(of, ' '))
end

local function reanchor(e, record)
  if redis.call('ZREMRANGEBYSCORE', EPOCHS, e, e) > 0 then redis.call('ZADD', EPOCHS, e, record) end
end

local function release(e, record, at)
  local known = redis.call('ZRANGEBYSCORE', EPOCHS, e, e)[1]
  if known then
    -- Only where it is to be rebuilt does it take the new hash and timestamp.
    local of, again = fields(known), fields(record)
    if of[4] ~= NO_HASH then return end
    of[4], of[5] = again[4], again[5]
    redis.call('ZREM', EPOCHS, known)
    redis.call('ZADD', EPOCHS, e, table.concat(of, ' '))
    return
  end
  redis.call('ZADD', EPOCHS, e, record)
  redis.call('SET', released_key(e), at)
end

-- A submission that is queued a second time stays as far as it had come. Who sends it may be another host than who queues it.
local has_submissions = false
local function send(e, p, state, record)
  if state == 0 and redis.call('HEXISTS', outbox_key(e), p) == 1 then return end
  has_submissions = has_submissions or state == 0
  redis.call('HSET', outbox_key(e), p, record)
  if state < 2 then redis.call('ZADD', OUTBOX, e, e .. ':' .. p) else redis.call('ZREM', OUTBOX, e .. ':' .. p) end
end

local function may_enqueue(e, waits_for, ends_after)
  for _, p in ipairs(waits_for) do if redis.call('HEXISTS', stage_key(e, 'SNAPSHOT_BUILD'), p) == 0 then return false end end
  for _, kind in ipairs(ends_after) do if has_kind(e, kind) then return false end end
  return true
end

-- A change begins with its time, how far the server's clock is ahead of it, and the epochs to be rebuilt, which are looked at before anything is written.
local rebuilt = {}
local function begin_change() written_at, ahead, rebuilt = take(), take(), list() end

-- What is done with each item of a part.
local queued = 0
local PARTS = {
  withdrawn = function() withdraw(take()) end,
  reanchored = function() reanchor(take(), take()) end,
  reverted = function() local p, e, cid = take(), take(), take(); know(p); revert(p, e, cid) end,
  released = function() release(take(), take(), take()) end,
  own = function() own(list()) end,
  arisen = function() local p = take(); know(p); arise(p) end,
  initial = function() allow_initially(take(), take()) end,
  allowed = function() allow(take(), number(), number(), take()) end,
  transitions = function()
    local e, stage, subject = take(), take(), take()
    index(HAS_TRANSITIONS, e)
    redis.call('HSET', stage_key(e, stage), subject, take())
    note_outcome(e, stage, subject, number() == 1, number())
  end,
  built = function() local e, p = take(), take(); know(p); index(HAS_BUILT, e); redis.call('HSET', built_key(e), p, take()) end,
  finalized = function() local e, p = take(), take(); know(p); decide(e, p, take()) end,
  outbox = function() local e, p = take(), take(); know(p); index(HAS_OUTBOX, e); send(e, p, number(), take()) end,
  undecided = function()
    local e, p, learnt_in = take(), take(), take()
    know(p)
    if redis.call('ZADD', finality_key(p), 'NX', e, 'null_' .. e) == 1 and learnt_in ~= '0' then redis.call('SADD', learnt_key(learnt_in), e .. ' ' .. p) end
  end,
  first = function() local p = take(); know(p); redis.call('HSET', FIRST_EPOCHS, p, take()) end,
  reports = function() local p = take(); know(p); report(p, take(), take(), take()) end,
  totals = function()
    local p = take()
    know(p)
    for _, what in ipairs({ 'Successful', 'Incorrect', 'Missed' }) do redis.call('SET', count_key(p, what), take()) end
  end,
  facts = function() redis.call('HSET', FACTS, take(), take()) end,
  contents = function() keep_content(take(), take(), take(), take()) end,
  jobs = function()
    local e, kind, key, payload, not_before, is_after_earlier = take(), take(), take(), take(), take(), number() == 1
    local waits_for, ends_after = list(), list()
    if may_enqueue(e, waits_for, ends_after) and enqueue(e, kind, key, payload, not_before, is_after_earlier) then queued = queued + 1 end
  end,
}

-- Returns how many jobs were queued.
local function write_change()
  queued, indexed = 0, {}
  for _, e in ipairs(rebuilt) do rebuild(e) end
  local part = take()
  while part ~= '' do
    each(PARTS[part])
    part = take()
  end
  write_queue()
  if has_submissions then redis.call('PUBLISH', NEWS, 'submissions') end
  has_submissions = false
  return queued
end

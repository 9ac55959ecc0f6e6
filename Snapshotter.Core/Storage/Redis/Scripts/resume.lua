-- A worker begins anew: what it held or had put off before is due at once.
local worker = take()
local resumed = 0
for _, set in ipairs({ LEASED, DELAYED }) do
  for _, m in ipairs(redis.call('ZRANGE', set, 0, -1)) do
    local e, id = parts(m)
    if pending(e, id) == worker then
      redis.call('ZREM', set, m)
      make_due(e, id, kind_of(e, id))
      if set == LEASED then note_lost(e, id) end
      resumed = resumed + 1
    end
  end
end
if resumed > 0 then redis.call('PUBLISH', NEWS, 'queued') end
return resumed

-- Keeps what a host's processors ask of the source chain, drops what those told that are gone, and lets who reads it know.
local worker, wishes = take(), take()
redis.call('HSET', WISHES, worker, wishes)
for _, id in ipairs(redis.call('HKEYS', WISHES)) do
  if id ~= worker and not redis.call('ZSCORE', WORKERS, id) then redis.call('HDEL', WISHES, id) end
end
redis.call('PUBLISH', NEWS, 'wishes')
return 1

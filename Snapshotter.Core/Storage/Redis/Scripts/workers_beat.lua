-- Keeps what a process tells of itself, and drops those that were not heard of since a moment, or for longest where there are too many.
local id, now, sign, oldest, most = take(), take(), take(), take(), number()
redis.call('ZADD', WORKERS, now, id)
redis.call('HSET', WORKER_SIGNS, id, sign)
local function drop(ids)
  for _, gone in ipairs(ids) do
    redis.call('ZREM', WORKERS, gone)
    redis.call('HDEL', WORKER_SIGNS, gone)
  end
end
drop(redis.call('ZRANGEBYSCORE', WORKERS, '-inf', '(' .. oldest))
drop(redis.call('ZRANGE', WORKERS, 0, -most - 1))
return 1

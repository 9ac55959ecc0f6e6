-- What the processes told of themselves that were heard of since a moment.
local signs = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', WORKERS, take(), '+inf')) do signs[#signs + 1] = redis.call('HGET', WORKER_SIGNS, id) end
return signs

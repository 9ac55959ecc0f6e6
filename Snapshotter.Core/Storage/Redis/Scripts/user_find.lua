-- A user with the digests of the keys that work and of those that do not any more.
local email = take()
if redis.call('SISMEMBER', USERS, email) == 0 then return {} end
local user = redis.call('HMGET', user_key(email), 'rate_limit', 'active', 'callsCount', 'throttledCount', 'next_reset_at')
user[#user + 1] = redis.call('SMEMBERS', keys_of(email))
user[#user + 1] = redis.call('SMEMBERS', revoked_of(email))
return user

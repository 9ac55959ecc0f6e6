-- Finds whose key it is and takes one call of its owner: the user, whether the key is revoked, and the grant. Nothing of a key that is nobody's.
local now, digest = clock(take()), take()
local email = redis.call('GET', owner_key(digest))
if not email then return {} end
local user = redis.call('HMGET', user_key(email), 'rate_limit', 'active', 'windows')
if redis.call('SISMEMBER', keys_of(email), digest) == 0 then return { email, user[1], user[2], 1 } end
local limits = {}
for limit, period in string.gmatch(user[3], '(%d+) (%d+)') do limits[#limits + 1] = { limit = tonumber(limit), period = tonumber(period) } end
return { email, user[1], user[2], 0, take_calls(now, 0, user_key(email), email, limits, { wanted = 1, spare = 0, succeeded = '0', throttled = '0', unused = 0, starts = {} }) }

-- Gives a user a key, by its digest: 0 when it works, 1 when there is no such user, 2 when it is another user's or was revoked.
local email, digest = take(), take()
if redis.call('SISMEMBER', USERS, email) == 0 then return 1 end
if redis.call('SETNX', owner_key(digest), email) == 1 then redis.call('SADD', keys_of(email), digest) end
local is_theirs = redis.call('GET', owner_key(digest)) == email and redis.call('SISMEMBER', keys_of(email), digest) == 1
return is_theirs and 0 or 2

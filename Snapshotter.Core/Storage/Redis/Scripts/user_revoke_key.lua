-- Takes a key back, by the beginning of its digest: 0 when it works no more, 1 when there is no such user, 2 when it has no such key, 3 when it was taken back before.
local email, id = take(), take()
if redis.call('SISMEMBER', USERS, email) == 0 then return 1 end
local function find(set)
  for _, digest in ipairs(redis.call('SMEMBERS', set)) do if string.sub(digest, 1, #id) == id then return digest end end
end
local digest = find(keys_of(email))
if digest then
  redis.call('SMOVE', keys_of(email), revoked_of(email), digest)
  redis.call('PUBLISH', NEWS, 'users')
  return 0
end
return find(revoked_of(email)) and 3 or 2

-- Adds a user or replaces one, with the counts. Keys and windows that run stay.
local email, rate_limit, active, windows, calls, throttled, reset_at = take(), take(), take(), take(), take(), take(), take()
redis.call('SADD', USERS, email)
redis.call('HSET', user_key(email), 'email', email, 'rate_limit', rate_limit, 'active', active, 'windows', windows,
  'callsCount', calls, 'throttledCount', throttled, 'next_reset_at', reset_at)
redis.call('PUBLISH', NEWS, 'users')
return 1

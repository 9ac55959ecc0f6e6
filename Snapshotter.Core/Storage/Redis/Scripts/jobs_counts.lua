-- The number of jobs in each state.
return {
  redis.call('ZCARD', ENQUEUED), redis.call('ZCARD', SCHEDULED), redis.call('ZCARD', LEASED),
  tonumber(redis.call('HGET', COUNTS, 'succeeded') or '0'), tonumber(redis.call('HGET', COUNTS, 'failed') or '0'), redis.call('ZCARD', DEAD),
}

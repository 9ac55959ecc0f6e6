-- Queues contents of an epoch that are known here once more. Returns how many.
local e, count = take(), 0
each(function()
  local cid = take()
  if redis.call('ZSCORE', CONTENTS_BY_EPOCH, cid) then
    queue_pin(cid, e)
    count = count + 1
  end
end)
return count

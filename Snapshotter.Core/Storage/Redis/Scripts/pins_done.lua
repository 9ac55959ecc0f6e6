-- Takes contents that are pinned out of the queue, and their bytes with them: whoever needs one reads it from IPFS.
each(function()
  local cid = take()
  drop_pin(cid)
  redis.call('HDEL', CONTENTS, cid)
end)
return 1

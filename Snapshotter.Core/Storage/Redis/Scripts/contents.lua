-- Contents by CID, each under the latest epoch that put it.
local function keep_content(e, cid, bytes)
  redis.call('HSETNX', CONTENTS, cid, bytes)
  redis.call('ZADD', CONTENTS_BY_EPOCH, 'GT', e, cid)
end

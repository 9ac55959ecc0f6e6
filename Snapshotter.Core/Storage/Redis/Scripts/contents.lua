-- Contents by CID, each under the latest epoch that put it. One that is to be pinned is queued when it is new, and its bytes go when it is pinned.
local function keep_content(e, cid, is_pinned, bytes)
  local is_new = redis.call('ZADD', CONTENTS_BY_EPOCH, 'NX', e, cid) == 1
  if not is_new then redis.call('ZADD', CONTENTS_BY_EPOCH, 'GT', e, cid) end
  if is_new or is_pinned ~= '1' then redis.call('HSETNX', CONTENTS, cid, bytes) end
  if is_new and is_pinned == '1' then queue_pin(cid, e) end
end

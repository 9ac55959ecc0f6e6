-- Which projects the protocol state allows: for each name (an id in lower case) rows of epoch, allowed and id, in the order of epochs.
local function rows_of(n) local packed = redis.call('HGET', ALLOWANCES, n); return packed and cmsgpack.unpack(packed) or {} end

local function put_rows(n, rows)
  if #rows == 0 then redis.call('HDEL', ALLOWANCES, n) else redis.call('HSET', ALLOWANCES, n, cmsgpack.pack(rows)) end
end

-- A project of which an update was told already is left to it.
local function allow_initially(n, p)
  if redis.call('HEXISTS', ALLOWANCES, n) == 0 then put_rows(n, { { 0, 1, p } }) end
end

-- An update never holds for an epoch that is released when it is told.
local function allow(n, e, allowed, p)
  e = math.max(e, 1, 1 + tonumber(latest_epoch()))
  local rows = {}
  for _, row in ipairs(rows_of(n)) do if row[1] ~= e then rows[#rows + 1] = row end end
  rows[#rows + 1] = { e, allowed, p }
  table.sort(rows, function(left, right) return left[1] < right[1] end)
  put_rows(n, rows)
end

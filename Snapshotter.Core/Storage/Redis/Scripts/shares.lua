-- What a worker takes, the highest priority first: of each share the most jobs, and its kinds, or all but these. No share stands for whatever there is.
local function shares()
  local wanted = {}
  each(function()
    local priority, left, is_all_but, named = number(), number(), number() == 1, {}
    for _, kind in ipairs(list()) do named[kind] = true end
    wanted[#wanted + 1] = { priority = priority, left = left, admits = function(kind) return (named[kind] or false) ~= is_all_but end }
  end)
  return wanted
end

-- The due job that comes first, of all kinds or of those that a share of a priority has room for: the job, its epoch, its kind and the share.
local function first_due(wanted, priority)
  local m, epoch, of, from
  for _, kind in ipairs(redis.call('SMEMBERS', DUE_KINDS)) do
    local share
    for _, one in ipairs(wanted) do if one.priority == priority and one.left > 0 and one.admits(kind) then share = one end end
    if share or #wanted == 0 then
      local head = redis.call('ZRANGE', due_key(kind), 0, 0, 'WITHSCORES')
      local e = tonumber(head[2])
      if not epoch or e < epoch or (e == epoch and head[1] < m) then m, epoch, of, from = head[1], e, kind, share end
    end
  end
  return m, epoch, of, from
end

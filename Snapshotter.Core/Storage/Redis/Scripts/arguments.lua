-- The arguments of a script are one list of texts, read from the front. A list in it stands behind its length.
local at = 0
local function take() at = at + 1; return ARGV[at] end
local function number() return tonumber(take()) end
local function each(read) for _ = 1, number() do read() end end
local function list() local items = {}; each(function() items[#items + 1] = take() end); return items end

-- Epochs, counts and milliseconds are whole and below 2^53; Lua would write the large ones with an exponent.
local function whole(n) return string.format('%d', n) end

-- Lua passes only so many arguments to a command, and of a great many jobs only so many are looked at in one step.
local MOST_AT_ONCE = 1000
local function portions(items, act)
  for from = 1, #items, MOST_AT_ONCE do act(unpack(items, from, math.min(from + MOST_AT_ONCE - 1, #items))) end
end

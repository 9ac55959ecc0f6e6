-- Whose turn it is to detect, and how many turns there were.
local TURN = 'snapshotter:turn:detector'
local TURNS = 'snapshotter:turn:detector:number'

-- Whether nobody has taken the turn since the one of this number began.
local function is_latest_turn(number) return tonumber(redis.call('GET', TURNS) or 0) == number end

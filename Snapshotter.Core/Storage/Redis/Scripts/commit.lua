-- Writes a change; 0 when nothing was written, and -1 when that is because its turn is over.
local keep, turn = number(), number()
if turn ~= 0 and not is_latest_turn(turn) then return -1 end
local written, queued = write_result()
end_results(keep)
if queued > 0 then redis.call('PUBLISH', NEWS, 'queued') end
return written and 1 or 0

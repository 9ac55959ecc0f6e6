-- Writes a change; 0 when nothing was written.
local keep = number()
local written, queued = write_result()
end_results(keep)
if queued > 0 then redis.call('PUBLISH', NEWS, 'queued') end
return written and 1 or 0

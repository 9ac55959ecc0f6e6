-- Writes a change; 0 when nothing was written.
local written, queued = write_result()
if queued > 0 then redis.call('PUBLISH', NEWS, 'queued') end
return written and 1 or 0

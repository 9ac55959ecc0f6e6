-- Epochs of which this step completed jobs.
local touched = {}

-- Completes a job, if the change is the result of one, and writes the change. Returns whether it was written (not when the job had left the
-- queue already, or something of an epoch to be rebuilt was submitted), how many jobs were queued, and the epoch of the job.
local function write_result()
  local completes = number()
  local epoch, id, kind, key, attempt, deliveries, queued_at, started_at
  if completes == 1 then
    epoch, id, kind, key = take(), take(), take(), take()
    attempt, deliveries, queued_at, started_at = take(), take(), take(), take()
  end
  begin_change()
  for _, e in ipairs(rebuilt) do if is_submitted(e) then return false, 0, epoch end end
  if completes == 1 and not remove(epoch, id, kind, key, true) then return false, 0, epoch end
  local queued = write_change()
  if completes == 1 then
    note_done(epoch, id, kind, key, attempt, deliveries, queued_at, started_at)
    touched[epoch] = true
  end
  return true, queued, epoch
end

-- Ends the step: what waited is written, the latest completed jobs are kept, and epochs without further jobs closed.
local function end_results(keep)
  keep_done(keep)
  settle()
  for e in pairs(touched) do close_if_empty(e) end
end

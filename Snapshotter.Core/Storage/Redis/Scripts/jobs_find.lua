-- A job, wherever it is.
return find(take()) or {}

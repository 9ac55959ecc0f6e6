-- The epochs that have jobs, each with their number.
return open_epochs()

-- How many jobs there are, are leased, and are dead.
local all = 0
local epochs = open_epochs()
for i = 2, #epochs, 2 do all = all + epochs[i] end
return { all, redis.call('ZCARD', LEASED), redis.call('ZCARD', DEAD) }

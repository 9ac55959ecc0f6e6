-- What consensus decided on in an epoch for projects, in their order: the record of the decision, or nothing.
local e = take()
local found = {}
for i, p in ipairs(list()) do found[i] = decision(p, e) or false end
return found

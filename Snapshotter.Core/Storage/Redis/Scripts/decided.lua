-- The outermost decided epochs of a project: the first one, from below.
return first_decided(take()) or ''

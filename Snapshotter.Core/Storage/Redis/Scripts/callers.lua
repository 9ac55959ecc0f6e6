-- Users and callers. Where the original kept a key, its SHA-256 stands (spec 1.5, node 10).
local USERS = 'allUsers'
local CALLS = 'snapshotter:callers:windows'
local ADDRESSES = 'snapshotter:callers:addresses'
local function user_key(email) return 'user:' .. email end
local function keys_of(email) return 'user:' .. email .. ':apikeys' end
local function revoked_of(email) return 'user:' .. email .. ':revokedApikeys' end
local function owner_key(digest) return 'apikey:' .. digest .. ':owner' end

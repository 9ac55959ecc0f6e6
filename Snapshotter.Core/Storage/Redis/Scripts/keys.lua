-- Every key of the state, the contents and the queues; those of users and callers stand in callers.lua, and those of turns in turn.lua. Names without the prefix are upstream's (spec node 10), because operators' tools read them.
local EPOCHS = 'snapshotter:epochs'
local HAS_TRANSITIONS = 'snapshotter:epochs:transitions'
local FAILING = 'snapshotter:epochs:failing'
local HAS_BUILT = 'snapshotter:epochs:built'
local HAS_OUTBOX = 'snapshotter:epochs:outbox'
local PROJECTS = 'snapshotter:projects'
local OWN = 'snapshotter:projects:own'
local STORED = 'storedProjectIds'
local FIRST_EPOCHS = 'projectFirstEpoch'
local REPORTS_FROM = 'snapshotter:reports:from'
local REPORTS_TO = 'snapshotter:reports:to'
local OUTBOX = 'snapshotter:outbox'
local ALLOWANCES = 'snapshotter:allowances'
local FACTS = 'snapshotter:facts'
local PAUSED = 'operator/paused-projects'
local CONTENTS = 'snapshotter:contents'
local CONTENTS_BY_EPOCH = 'snapshotter:contents:epochs'
local PINS = 'snapshotter:pins'
local PINS_DUE = 'snapshotter:pins:due'
local PINS_LATER = 'snapshotter:pins:later'
local PINS_HELD = 'snapshotter:pins:held'
local PINS_FAILED = 'snapshotter:pins:failed'
local STAGES = { 'EPOCH_RELEASED', 'PRELOAD', 'SNAPSHOT_BUILD', 'SNAPSHOT_SUBMIT_PAYLOAD_COMMIT', 'RELAYER_SEND', 'SNAPSHOT_FINALIZE' }

local function released_key(e) return 'epochID:' .. e .. ':epochReleased' end
local function stage_key(e, stage) return 'epochID:' .. e .. ':stateID:' .. stage .. ':processingStatus' end
local function built_key(e) return 'snapshotter:epoch:' .. e .. ':built' end
local function outbox_key(e) return 'snapshotter:epoch:' .. e .. ':outbox' end
local function stages_key(e) return 'snapshotter:epoch:' .. e .. ':stages' end
local function failing_key(e, stage) return 'snapshotter:epoch:' .. e .. ':failing:' .. stage end
local function reads_key(e) return 'snapshotter:epoch:' .. e .. ':reads' end
local function learnt_key(e) return 'snapshotter:epoch:' .. e .. ':learnt' end
local function finality_key(p) return 'projectID:' .. p .. ':finalizedData' end
local function last_key(p) return 'projectID:' .. p .. ':lastFinalizedEpoch' end
local function reports_key(p) return 'projectID:' .. p .. ':snapshotterStatusReport' end
local function count_key(p, what) return 'projectID:' .. p .. ':total' .. what .. 'SnapshotCount' end

local JOB_IDS = 'snapshotter:jobs:ids'
local OPEN = 'snapshotter:jobs:open'
local FRESH = 'snapshotter:jobs:fresh'
local HOMES = 'snapshotter:jobs:homes'
local DUE_KINDS = 'snapshotter:jobs:due:kinds'
local LEASED = 'snapshotter:jobs:leased'
local DELAYED = 'snapshotter:jobs:delayed'
local DEAD = 'snapshotter:jobs:dead'
local DEAD_RECORDS = 'snapshotter:jobs:dead:records'
local ENQUEUED = 'snapshotter:jobs:enqueued'
local SCHEDULED = 'snapshotter:jobs:scheduled'
local DONE = 'snapshotter:jobs:done'
local FAILED = 'snapshotter:jobs:failed'
local FAILED_BY_JOB = 'snapshotter:jobs:failed:jobs'
local COUNTS = 'snapshotter:jobs:counts'
local WISHES = 'snapshotter:reads:wishes'
local WORKERS = 'snapshotter:workers'
local WORKER_SIGNS = 'snapshotter:workers:signs'
local GROUP = 'workers'
-- A channel, which unlike keys is that of all databases of the server.
local NEWS = KEYS[1]

local function due_key(kind) return 'snapshotter:jobs:due:kind:' .. kind end
local function stream_key(e) return 'snapshotter:jobs:epoch:' .. e end
local function names_key(e) return 'snapshotter:jobs:epoch:' .. e .. ':names' end
local function kinds_key(e) return 'snapshotter:jobs:epoch:' .. e .. ':kinds' end
local function attempts_key(e) return 'snapshotter:jobs:epoch:' .. e .. ':attempts' end
local function started_key(e) return 'snapshotter:jobs:epoch:' .. e .. ':started' end
local function pace_key(hour) return 'snapshotter:jobs:pace:' .. hour end
local function reasons_key(e) return 'snapshotter:jobs:epoch:' .. e .. ':reasons' end

namespace Snapshotter.Core.Storage.Redis;

/// <summary>The scripts of the state and of the queue, which share a server so that a result and the jobs that follow are one step, and of users and callers.</summary>
internal static class RedisScripts
{
    private static readonly string[] Common = ["arguments", "keys"];
    private static readonly string[] Pins = [.. Common, "pins"];
    private static readonly string[] Jobs = [.. Common, "ledger", "jobs"];
    private static readonly string[] Rows = [.. Jobs, "rows"];
    private static readonly string[] Change = [.. Jobs, "outcomes", "accounts", "allowances", "pins", "contents", "change"];

    public static readonly RedisScript Commit = RedisScript.Of("commit", [.. Change, "result", "turn"]);
    public static readonly RedisScript Complete = RedisScript.Of("complete", [.. Change, "result", "told", "shares", "leasing"]);
    public static readonly RedisScript Bury = RedisScript.Of("bury", Change);
    public static readonly RedisScript PutContents = RedisScript.Of("put", [.. Pins, "contents"]);
    public static readonly RedisScript RemoveContents = RedisScript.Of("remove", Pins);
    public static readonly RedisScript Prune = RedisScript.Of("prune", [.. Common, "outcomes", "accounts", "allowances"]);
    public static readonly RedisScript Forget = RedisScript.Of("forget", Common);
    public static readonly RedisScript FirstDecided = RedisScript.Of("decided", [.. Common, "outcomes", "accounts"]);
    public static readonly RedisScript DecidedIn = RedisScript.Of("decided_in", [.. Common, "outcomes", "accounts"]);
    public static readonly RedisScript Totals = RedisScript.Of("totals", Common);
    public static readonly RedisScript Reports = RedisScript.Of("reports", Common);
    public static readonly RedisScript Allowed = RedisScript.Of("allowed", Common);
    public static readonly RedisScript Allowances = RedisScript.Of("allowances_all", Common);
    public static readonly RedisScript Lease = RedisScript.Of("lease", [.. Jobs, "told", "shares", "leasing"]);
    public static readonly RedisScript Renew = RedisScript.Of("renew", Jobs);
    public static readonly RedisScript Retry = RedisScript.Of("retry", Jobs);
    public static readonly RedisScript Resume = RedisScript.Of("resume", Jobs);
    public static readonly RedisScript Pending = RedisScript.Of("pending", Jobs);
    public static readonly RedisScript EpochsPage = RedisScript.Of("epochs_page", Common);
    public static readonly RedisScript JobCounts = RedisScript.Of("jobs_counts", Common);
    public static readonly RedisScript JobsPage = RedisScript.Of("jobs_page", Rows);
    public static readonly RedisScript FindJob = RedisScript.Of("jobs_find", Rows);
    public static readonly RedisScript JobsOfEpoch = RedisScript.Of("jobs_epoch", Rows);
    public static readonly RedisScript NoteFailure = RedisScript.Of("jobs_note", [.. Common, "ledger"]);
    public static readonly RedisScript Failures = RedisScript.Of("jobs_failures", Common);
    public static readonly RedisScript ForgetJob = RedisScript.Of("jobs_forget", Rows);
    public static readonly RedisScript TakeJob = RedisScript.Of("jobs_take", [.. Rows, "told"]);
    public static readonly RedisScript RunAgain = RedisScript.Of("jobs_again", Rows);
    public static readonly RedisScript Beat = RedisScript.Of("workers_beat", Common);
    public static readonly RedisScript Workers = RedisScript.Of("workers_all", Common);
    public static readonly RedisScript TakeCalls = RedisScript.Of("calls_take", [.. Common, "callers", "calls"]);
    public static readonly RedisScript TakeCallByKey = RedisScript.Of("calls_take_by_key", [.. Common, "callers", "calls"]);
    public static readonly RedisScript ForgetCalls = RedisScript.Of("calls_forget", [.. Common, "callers", "calls"]);
    public static readonly RedisScript SaveUser = RedisScript.Of("user_save", [.. Common, "callers"]);
    public static readonly RedisScript FindUser = RedisScript.Of("user_find", [.. Common, "callers"]);
    public static readonly RedisScript AddKey = RedisScript.Of("user_add_key", [.. Common, "callers"]);
    public static readonly RedisScript RevokeKey = RedisScript.Of("user_revoke_key", [.. Common, "callers"]);
    public static readonly RedisScript DuePins = RedisScript.Of("pins_due", Pins);
    public static readonly RedisScript PinsDone = RedisScript.Of("pins_done", Pins);
    public static readonly RedisScript PutOffPin = RedisScript.Of("pins_later", Pins);
    public static readonly RedisScript QueuePins = RedisScript.Of("pins_queue", Pins);
    public static readonly RedisScript RetryPins = RedisScript.Of("pins_retry", Pins);
    public static readonly RedisScript FailedPins = RedisScript.Of("pins_failed", Pins);
    public static readonly RedisScript PinDepth = RedisScript.Of("pins_depth", Common);
    public static readonly RedisScript Wishes = RedisScript.Of("wishes", Common);
    public static readonly RedisScript Depth = RedisScript.Of("depth", Common);
}

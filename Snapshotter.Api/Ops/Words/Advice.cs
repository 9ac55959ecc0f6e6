using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Ops.Words;

/// <summary>What the operator should do about a stage that makes no progress. The table in docs/operators.md says the same.</summary>
internal static class Advice
{
    private static readonly Dictionary<(string Stage, string Code), string> Known = new()
    {
        [("SOURCE_HEAD", "retrying")] = "the endpoint fails, within `Health:HeadDeadline`; the sentence says how",
        [("SOURCE_HEAD", "unreadable")] = "all endpoints fail: check address, key and plan; add one",
        [("SOURCE_HEAD", "stalled")] = "the endpoint answers, but its head stands still: it is out of sync, or the chain is",
        [("SOURCE_HEAD", "idle")] = "with an anchor chain: it releases nothing, so the source is not read",
        [("SOURCE_HEAD", "exhausted")] = "the recording is used up; the node keeps serving",
        [("EPOCH_RELEASED", "stalled")] = "the head is far enough, but no epoch is released: the log says why",
        [("SNAPSHOT_FINALIZE", "stalled")] = "released epochs do not end within `Health:EpochDeadline`: see `/internal/snapshotter/epochProcessingStatus` for stage and reason",
        [("STATE_STORE", "unreachable")] = "only with a shared Redis, and only while it is away: check the server; the node goes on by itself when it is back",
        [("ANCHOR_HEAD", "retrying")] = "the anchor chain does not answer, or a fork of it is not settled, within `Health:AnchorDeadline`; the sentence says which endpoint and what is waited for",
        [("ANCHOR_HEAD", "unreadable")] = "it is so for longer: check `AnchorRpc:Endpoints`",
        [("RELAYER_SEND", "refused")] = "the contract does not allow the snapshotter's account: have it registered",
    };

    /// <summary>Every stage and code that there is advice on.</summary>
    public static IReadOnlyDictionary<(string Stage, string Code), string> All => Known;

    /// <summary>The advice, or null where the stage's own sentence says it all.</summary>
    public static string? For(StageHealth stage) => Known.GetValueOrDefault((stage.Stage, stage.Code))?.Replace("`", "", StringComparison.Ordinal);
}

namespace Snapshotter.Core.Telemetry;

/// <summary>A state that a stage may be in.</summary>
/// <param name="Stage">The stage, or the part of the node.</param>
/// <param name="Code">The code.</param>
/// <param name="Ok">Whether the node is ready in it.</param>
public sealed record HealthState(string Stage, string Code, bool Ok)
{
    /// <summary>Every state there is: what the rules can say, what the operators' page lists, and what stalled time is counted by.</summary>
    public static IReadOnlyList<HealthState> All { get; } =
    [
        new("SOURCE_HEAD", "ok", true),
        new("SOURCE_HEAD", "starting", true),
        new("SOURCE_HEAD", "idle", true),
        new("SOURCE_HEAD", "retrying", true),
        new("SOURCE_HEAD", "exhausted", true),
        new("SOURCE_HEAD", "unreadable", false),
        new("SOURCE_HEAD", "stalled", false),
        new("EPOCH_RELEASED", "ok", true),
        new("EPOCH_RELEASED", "starting", true),
        new("EPOCH_RELEASED", "stalled", false),
        new("SNAPSHOT_FINALIZE", "ok", true),
        new("SNAPSHOT_FINALIZE", "idle", true),
        new("SNAPSHOT_FINALIZE", "stalled", false),
        new("STATE_STORE", "unreachable", false),
        new("ANCHOR_HEAD", "ok", true),
        new("ANCHOR_HEAD", "retrying", true),
        new("ANCHOR_HEAD", "unreadable", false),
        new("RELAYER_SEND", "ok", true),
        new("RELAYER_SEND", "refused", false),
    ];
}

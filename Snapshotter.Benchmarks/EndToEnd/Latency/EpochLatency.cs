namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>How long an epoch took.</summary>
/// <param name="At">When each stage was passed, from the moment at which the block that releases the epoch was asked for.</param>
/// <param name="AnchorRequests">The HTTP requests to the anchor chain until the epoch was final.</param>
internal sealed record EpochLatency(IReadOnlyDictionary<LatencyStage, TimeSpan> At, int AnchorRequests)
{
    /// <summary>The time from the stage before; what the two have in common because projects do not wait for each other is none.</summary>
    public TimeSpan Of(LatencyStage stage)
    {
        var before = stage == LatencyStage.Heard ? TimeSpan.Zero : At[stage - 1];
        return At[stage] > before ? At[stage] - before : TimeSpan.Zero;
    }
}

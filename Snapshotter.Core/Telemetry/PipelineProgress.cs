using Snapshotter.Core.Epochs;

namespace Snapshotter.Core.Telemetry;

/// <summary>When each part of the pipeline last made progress: what health is judged by, and what the terminal shows.</summary>
public sealed class PipelineProgress(TimeProvider time)
{
    private readonly Lock _gate = new();
    private ProgressSnapshot _now = new(time.GetUtcNow());

    /// <summary>The progress at this moment.</summary>
    public ProgressSnapshot Now
    {
        get
        {
            lock (_gate) return _now;
        }
    }

    /// <summary>The source head was seen.</summary>
    public void SawHead(long head) => Change(now => now with
    {
        Head = Math.Max(head, now.Head ?? -1),
        HeadMovedAt = head > (now.Head ?? -1) ? time.GetUtcNow() : now.HeadMovedAt,
        SourceReadAt = time.GetUtcNow(),
        SourceFailure = null,
    });

    /// <summary>The source could not be read.</summary>
    public void SourceFailed(string reason) => Change(now => now with { SourceFailure = reason });

    /// <summary>The recording is used up.</summary>
    public void UsedUp(long lastBlock) => Change(now => now with { UsedUpAtBlock = lastBlock });

    /// <summary>An epoch was released.</summary>
    public void Released(ReleasedEpoch released) => Change(now => now with { Released = released, ReleasedAt = time.GetUtcNow() });

    /// <summary>An epoch's last job ended.</summary>
    public void Ended(long epochId, RequestCount cost) => Change(now => now with
    {
        EndedEpoch = Math.Max(epochId, now.EndedEpoch ?? 0),
        EndedAt = time.GetUtcNow(),
        EndedCount = now.EndedCount + 1,
        LastCost = cost,
    });

    /// <summary>State found at the start.</summary>
    public void Resumed(ReleasedEpoch? released) => Change(now => now with { Released = released, EndedEpoch = released?.Epoch.Id });

    private void Change(Func<ProgressSnapshot, ProgressSnapshot> change)
    {
        lock (_gate) _now = change(_now);
    }
}

using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Telemetry;

/// <summary>When each part of the pipeline last made progress: what health is judged by, and what the terminal shows.</summary>
public sealed class PipelineProgress(SteadyTime time)
{
    private readonly Lock _gate = new();
    private ProgressSnapshot _now = new(time.GetUtcNow());

    /// <summary>Raised with its last block when a recording is used up and all of its epochs have ended. Handlers must be quick and must not throw.</summary>
    public event Action<long>? RanOut;

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

    /// <summary>The anchor chain was read up to a block.</summary>
    public void AnchorRead(long head) => Change(now => now with { AnchorHead = head, AnchorReadAt = time.GetUtcNow(), AnchorFailure = null });

    /// <summary>The anchor chain could not be read.</summary>
    public void AnchorFailed(string reason) => Change(now => now with { AnchorFailure = reason });

    /// <summary>The shared state answered, or it did not, and why not.</summary>
    public void StoreAnswered(string? failure)
    {
        lock (_gate)
        {
            // Every round trip tells; only a change is noted.
            if (failure is null == _now.StoreFailure is null) return;
            _now = _now with { StoreFailure = failure, StoreFailedAt = failure is null ? null : time.GetUtcNow() };
        }
    }

    /// <summary>What this node submits counts, or it does not, and why not.</summary>
    public void Submitting(string? failure) => Change(now => now with { SubmissionFailure = failure });

    /// <summary>The recording is used up.</summary>
    public void UsedUp(long lastBlock) => Change(now => now with { UsedUpAtBlock = lastBlock });

    /// <summary>There will be no more epochs, and every job of those released has ended.</summary>
    public void Finished()
    {
        if (Now.UsedUpAtBlock is { } lastBlock) RanOut?.Invoke(lastBlock);
    }

    /// <summary>An epoch was released; one that was before, and is built anew, is not the latest.</summary>
    public void Released(ReleasedEpoch released) =>
        Change(now => now with { Released = now.Released?.Epoch.Id > released.Epoch.Id ? now.Released : released, ReleasedAt = time.GetUtcNow() });

    /// <summary>An epoch's work began, with so many projects.</summary>
    public void Planned(int projects) => Change(now => now with { Projects = projects });

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

namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>A job as its operator sees it.</summary>
/// <param name="Id">The queue's id, which it keeps for good.</param>
/// <param name="Kind">Who handles it.</param>
/// <param name="EpochId">The epoch it belongs to.</param>
/// <param name="Key">Tells it from others of its kind and epoch.</param>
/// <param name="State">Where it is.</param>
/// <param name="Attempt">The attempt it is at, or ended with.</param>
/// <param name="Deliveries">How often a worker got it.</param>
public sealed record JobRecord(long Id, string Kind, long EpochId, string Key, JobState State, int Attempt, int Deliveries)
{
    /// <summary>When it was enqueued; null where that is not kept.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>When a worker got it last; null before the first time, or where that is not kept.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended, died or failed; for one that waits when it is due, and for one in work when its lease ends. Null for one that is due at once.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Why it failed last; null when it did not.</summary>
    public string? Reason { get; init; }

    /// <summary>What an action on the job must carry.</summary>
    public JobSeen Seen => new(Id, State, Attempt, Deliveries);
}

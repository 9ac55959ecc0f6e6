namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>The number of jobs in each state; of <see cref="JobState.Succeeded"/> and <see cref="JobState.Failed"/> since the store was made.</summary>
public sealed record JobCounts(long Enqueued, long Scheduled, long Processing, long Succeeded, long Failed, long Dead)
{
    /// <summary>The number in one state.</summary>
    public long this[JobState state] => state switch
    {
        JobState.Enqueued => Enqueued,
        JobState.Scheduled => Scheduled,
        JobState.Processing => Processing,
        JobState.Succeeded => Succeeded,
        JobState.Failed => Failed,
        _ => Dead,
    };
}

namespace Snapshotter.Core.Jobs;

/// <summary>Work to be done once the change that it comes with is durable.</summary>
/// <param name="Kind">Who handles it.</param>
/// <param name="EpochId">The epoch it belongs to; lower epochs go first.</param>
/// <param name="Key">Unique among waiting and running jobs of its kind and epoch; a second one with the same key is dropped.</param>
/// <param name="Payload">What the handler needs, at most 64 KiB.</param>
public sealed record NewJob(string Kind, long EpochId, string Key, byte[] Payload)
{
    /// <summary>
    /// Projects whose building must have ended in the epoch, well or not, before the job is queued. The change that ends the last of them
    /// queues it; until then it is dropped, because every one of those changes carries it.
    /// </summary>
    public IReadOnlyList<string> WaitsFor { get; init; } = [];

    /// <summary>
    /// Kinds of jobs of which the epoch must have none in the queue when the job is queued. The change that ends the last of them queues it,
    /// provided that its own jobs of these kinds come before; until then it is dropped, because every one of those changes carries it.
    /// </summary>
    public IReadOnlyList<string> EndsAfter { get; init; } = [];

    /// <summary>
    /// Before when no worker gets it, by the clock of whoever queues it, also after a restart; null for at once. Until then it is
    /// <see cref="Ledger.JobState.Scheduled"/>, and its epoch has not ended.
    /// </summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// Whether no worker gets it while an epoch before its own has jobs. Until then it is <see cref="Ledger.JobState.Scheduled"/>, whatever <see cref="NotBefore"/> says,
    /// and its epoch has not ended.
    /// </summary>
    public bool AfterEarlierEpochs { get; init; }
}

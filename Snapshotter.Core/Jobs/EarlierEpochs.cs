using Snapshotter.Core.Jobs.Ledger;

namespace Snapshotter.Core.Jobs;

/// <summary>How both queues keep that a job waits for earlier epochs: it is due at a time that does not come, until the last of them has ended.</summary>
internal static class EarlierEpochs
{
    /// <summary>The time, in milliseconds: the last that a <see cref="DateTimeOffset"/> can have. The schema of SQLite and <c>jobs.lua</c> have it too.</summary>
    public const long Due = 253_402_300_799_999;

    private const string Reason = "It waits until the epochs before have ended.";

    /// <summary>A job in the queue, which is due at a time, as it was queued.</summary>
    public static NewJob AsQueued(NewJob job, long? due) => due switch
    {
        null => job,
        Due => job with { AfterEarlierEpochs = true },
        _ => job with { NotBefore = DateTimeOffset.FromUnixTimeMilliseconds(due.Value) },
    };

    /// <summary>A job as its operator sees it.</summary>
    public static JobRecord AsShown(JobRecord job) => job.At?.ToUnixTimeMilliseconds() == Due ? job with { At = null, Reason = Reason } : job;
}

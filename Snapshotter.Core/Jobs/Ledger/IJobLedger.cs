namespace Snapshotter.Core.Jobs.Ledger;

/// <summary>
/// The queue as its operator sees and steers it: jobs by state, the latest that ended, every attempt that failed, and the pace. It belongs to the
/// queue of the same store; what it keeps of jobs that are gone is bounded by the store. No call costs more for a longer queue.
/// </summary>
public interface IJobLedger
{
    /// <summary>The number of jobs in each state.</summary>
    ValueTask<JobCounts> CountsAsync(CancellationToken cancellationToken);

    /// <summary>A page of the jobs in a state, the latest first.</summary>
    /// <param name="state">The state.</param>
    /// <param name="before"><see cref="JobPage.Next"/> of the page before, or null for the first.</param>
    /// <param name="limit">The most jobs of a page.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<JobPage> JobsAsync(JobState state, long? before, int limit, CancellationToken cancellationToken);

    /// <summary>A job, wherever it is; null when it is not kept any more.</summary>
    ValueTask<JobRecord?> JobAsync(long id, CancellationToken cancellationToken);

    /// <summary>The jobs of an epoch that have not ended, in the order in which they were enqueued.</summary>
    ValueTask<IReadOnlyList<JobRecord>> OfEpochAsync(long epochId, int limit, CancellationToken cancellationToken);

    /// <summary>The failed attempts at a job, the first one first.</summary>
    ValueTask<IReadOnlyList<FailedAttempt>> FailuresAsync(long id, int limit, CancellationToken cancellationToken);

    /// <summary>The pace since a moment, in ascending order; stretches in which nothing ended are left out.</summary>
    ValueTask<IReadOnlyList<JobPace>> PaceAsync(DateTimeOffset from, CancellationToken cancellationToken);

    /// <summary>Keeps that an attempt failed. What becomes of the job is the queue's business.</summary>
    ValueTask NoteAsync(FailedAttempt failure, CancellationToken cancellationToken);

    /// <summary>Makes a job due now: one that waits for its next attempt, or a dead one, which begins again with its first.</summary>
    /// <returns>False when nothing was done because the job is not as it was seen, or another one with its key is queued.</returns>
    ValueTask<bool> RequeueAsync(JobSeen seen, CancellationToken cancellationToken);

    /// <summary>Leases a waiting job to its operator, who then decides on it as a worker would; when nothing comes of it, it is delivered again.</summary>
    /// <returns>Null when the job is not as it was seen.</returns>
    ValueTask<Job?> TakeAsync(JobSeen seen, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Drops what is kept of a dead job.</summary>
    /// <returns>False when nothing was done because the job is not as it was seen.</returns>
    ValueTask<bool> ForgetAsync(JobSeen seen, CancellationToken cancellationToken);
}

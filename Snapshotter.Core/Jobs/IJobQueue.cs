using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Jobs;

/// <summary>
/// The durable queue that drives the pipeline. Jobs enter through <see cref="StateChange.Enqueued"/> and leave through
/// <see cref="StateChange.Completed"/>, in the transaction of the result they stand for; each is delivered at least once.
/// </summary>
public interface IJobQueue
{
    /// <summary>Leases up to <paramref name="max"/> due jobs, lowest epoch first; waits until there is one.</summary>
    /// <remarks>A job whose lease ends without completion, retry or burial is delivered again, with the delivery counted.</remarks>
    ValueTask<IReadOnlyList<Job>> LeaseAsync(int max, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>
    /// Commits what a job gave, with which it leaves the queue, and leases the next due job to the same worker in the same transaction: a row of
    /// jobs that follow from each other costs one transaction each.
    /// </summary>
    /// <param name="job">The job that is done.</param>
    /// <param name="result">What is to be written; see <see cref="IStateStore.CommitAsync"/>.</param>
    /// <param name="lease">For how long the next job is leased.</param>
    /// <param name="cancellationToken">Cancels the wait for a turn to write.</param>
    /// <returns>The next job, in the order of <see cref="LeaseAsync"/>, or null when none is due. A job that had left the queue already writes nothing, but one is leased all the same.</returns>
    /// <exception cref="StorageException">Nothing was written, and nothing leased.</exception>
    ValueTask<Job?> CompleteAsync(Job job, StateChange result, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Extends the leases of jobs that are still being worked on; those that were delivered anew in the meantime are left alone.</summary>
    ValueTask RenewAsync(IReadOnlyCollection<Job> jobs, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Gives a job back to be tried again at <paramref name="notBefore"/>, with the reason of the failure.</summary>
    /// <returns>False when nothing was done because this delivery no longer holds the job.</returns>
    ValueTask<bool> RetryAsync(Job job, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken);

    /// <summary>Takes a job out of the queue for good, with the reason, together with what follows from its death. The latest 1,000 dead jobs are kept.</summary>
    /// <returns>False when nothing was done because this delivery no longer holds the job.</returns>
    ValueTask<bool> BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken);

    /// <summary>Whether an epoch has jobs that are not dead. A job and those that follow from it are never both absent.</summary>
    ValueTask<bool> HasJobsAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>The number of jobs that are not dead, by epoch.</summary>
    ValueTask<IReadOnlyDictionary<long, int>> PendingByEpochAsync(CancellationToken cancellationToken);

    /// <summary>How many jobs wait, run and lie dead.</summary>
    ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken);

    /// <summary>The latest dead jobs, newest first.</summary>
    ValueTask<IReadOnlyList<DeadJob>> DeadAsync(int limit, CancellationToken cancellationToken);
}

using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>A job queue that fails where fault points are armed.</summary>
internal sealed class FaultyJobQueue(IJobQueue queue, FaultPoints points) : IJobQueue
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Job>> LeaseAsync(int max, TimeSpan lease, CancellationToken cancellationToken) => Writing().LeaseAsync(max, lease, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Job?> CompleteAsync(Job job, StateChange result, TimeSpan lease, CancellationToken cancellationToken)
    {
        // It writes to the state as well.
        points.Pass(StoreFaults.StateWrite);
        return Writing().CompleteAsync(job, result, lease, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask RenewAsync(IReadOnlyCollection<Job> jobs, TimeSpan lease, CancellationToken cancellationToken) => Writing().RenewAsync(jobs, lease, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> RetryAsync(Job job, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken) => Writing().RetryAsync(job, reason, notBefore, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken) => Writing().BuryAsync(job, reason, consequences, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> HasJobsAsync(long epochId, CancellationToken cancellationToken) => Reading().HasJobsAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyDictionary<long, int>> PendingByEpochAsync(CancellationToken cancellationToken) => Reading().PendingByEpochAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken) => Reading().DepthAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeadJob>> DeadAsync(int limit, CancellationToken cancellationToken) => Reading().DeadAsync(limit, cancellationToken);

    private IJobQueue Reading()
    {
        points.Pass(StoreFaults.QueueRead);
        return queue;
    }

    private IJobQueue Writing()
    {
        points.Pass(StoreFaults.QueueWrite);
        return queue;
    }
}

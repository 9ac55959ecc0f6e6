using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Support;

/// <summary>A queue that passes everything on, for tests that change one thing.</summary>
internal class DelegatingQueue(IJobQueue inner) : IJobQueue
{
    public ValueTask<IReadOnlyList<Job>> LeaseAsync(int max, TimeSpan lease, CancellationToken cancellationToken) => inner.LeaseAsync(max, lease, cancellationToken);

    public virtual ValueTask<Job?> CompleteAsync(Job job, StateChange result, TimeSpan lease, CancellationToken cancellationToken) =>
        inner.CompleteAsync(job, result, lease, cancellationToken);

    public ValueTask RenewAsync(IReadOnlyCollection<Job> jobs, TimeSpan lease, CancellationToken cancellationToken) => inner.RenewAsync(jobs, lease, cancellationToken);

    public ValueTask<bool> RetryAsync(Job job, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken) => inner.RetryAsync(job, reason, notBefore, cancellationToken);

    public ValueTask<bool> BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken) => inner.BuryAsync(job, reason, consequences, cancellationToken);

    public ValueTask<bool> HasJobsAsync(long epochId, CancellationToken cancellationToken) => inner.HasJobsAsync(epochId, cancellationToken);

    public ValueTask<IReadOnlyDictionary<long, int>> PendingByEpochAsync(CancellationToken cancellationToken) => inner.PendingByEpochAsync(cancellationToken);

    public ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken) => inner.DepthAsync(cancellationToken);

    public ValueTask<IReadOnlyList<DeadJob>> DeadAsync(int limit, CancellationToken cancellationToken) => inner.DeadAsync(limit, cancellationToken);
}

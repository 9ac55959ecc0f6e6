using System.Threading.Channels;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Support.Stores;

/// <summary>A queue that tells a test when leases were renewed and jobs put back, and that can be made to fail.</summary>
internal sealed class ObservedQueue(IJobQueue inner) : IJobQueue
{
    private readonly Channel<int> _renewed = Channel.CreateUnbounded<int>();
    private readonly Channel<(Job Job, string Reason, DateTimeOffset NotBefore)> _retried = Channel.CreateUnbounded<(Job, string, DateTimeOffset)>();

    /// <summary>The number of jobs of each renewal.</summary>
    public ChannelReader<int> Renewed => _renewed.Reader;

    public ChannelReader<(Job Job, string Reason, DateTimeOffset NotBefore)> Retried => _retried.Reader;

    public Exception? RenewalFailure { get; set; }

    /// <summary>How many of the next looks for an epoch's jobs fail.</summary>
    public int FailingLooks { get; set; }

    public ValueTask<IReadOnlyList<Job>> LeaseAsync(int max, TimeSpan lease, CancellationToken cancellationToken) => inner.LeaseAsync(max, lease, cancellationToken);

    public ValueTask<Job?> CompleteAsync(Job job, StateChange result, TimeSpan lease, CancellationToken cancellationToken) =>
        inner.CompleteAsync(job, result, lease, cancellationToken);

    public async ValueTask RenewAsync(IReadOnlyCollection<Job> jobs, TimeSpan lease, CancellationToken cancellationToken)
    {
        var failure = RenewalFailure;
        if (failure is null) await inner.RenewAsync(jobs, lease, cancellationToken);
        _renewed.Writer.TryWrite(jobs.Count);
        if (failure is not null) throw failure;
    }

    public async ValueTask<bool> RetryAsync(Job job, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken)
    {
        var isHeld = await inner.RetryAsync(job, reason, notBefore, cancellationToken);
        _retried.Writer.TryWrite((job, reason, notBefore));
        return isHeld;
    }

    public ValueTask<bool> BuryAsync(Job job, string reason, StateChange consequences, CancellationToken cancellationToken) =>
        inner.BuryAsync(job, reason, consequences, cancellationToken);

    public ValueTask<bool> HasJobsAsync(long epochId, CancellationToken cancellationToken) =>
        FailingLooks-- > 0 ? throw new StorageException("state.db: disk I/O error") : inner.HasJobsAsync(epochId, cancellationToken);

    public ValueTask<IReadOnlyDictionary<long, int>> PendingByEpochAsync(CancellationToken cancellationToken) => inner.PendingByEpochAsync(cancellationToken);

    public ValueTask<QueueDepth> DepthAsync(CancellationToken cancellationToken) => inner.DepthAsync(cancellationToken);

    public ValueTask<IReadOnlyList<DeadJob>> DeadAsync(int limit, CancellationToken cancellationToken) => inner.DeadAsync(limit, cancellationToken);
}

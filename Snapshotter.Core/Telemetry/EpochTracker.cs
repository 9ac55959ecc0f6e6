using System.Collections.Concurrent;
using Snapshotter.Core.Jobs;

namespace Snapshotter.Core.Telemetry;

/// <summary>Knows which epochs still have jobs, so that an epoch's end is noticed without asking the store.</summary>
public sealed class EpochTracker
{
    private readonly ConcurrentDictionary<long, Pending> _pending = new();

    /// <summary>Raised with the id when an epoch's last job ended. Handlers must be quick and must not throw.</summary>
    public event Action<long>? EpochEnded;

    /// <summary>The number of epochs with jobs.</summary>
    public int InFlight => _pending.Count;

    /// <summary>Takes over the jobs left in the queue by an earlier start.</summary>
    public async ValueTask ResumeAsync(IJobQueue queue, CancellationToken cancellationToken)
    {
        foreach (var (epochId, jobs) in await queue.PendingByEpochAsync(cancellationToken)) _pending[epochId] = new Pending(jobs);
    }

    /// <summary>An epoch is about to be released with a number of jobs. Called before they are enqueued.</summary>
    public void Released(long epochId, int jobs) => _pending[epochId] = new Pending(jobs);

    /// <summary>A release did not happen. Whoever waits for its end is let go, without an end being announced.</summary>
    public void Withdrawn(long epochId)
    {
        if (_pending.TryRemove(epochId, out var pending)) pending.End();
    }

    /// <summary>Jobs are about to be enqueued; a negative number takes that back.</summary>
    public void JobsComing(long epochId, int jobs)
    {
        if (_pending.TryGetValue(epochId, out var pending)) pending.Add(jobs);
    }

    /// <summary>A job ended.</summary>
    public void JobEnded(long epochId)
    {
        if (!_pending.TryGetValue(epochId, out var pending) || pending.Add(-1) > 0) return;
        if (!_pending.TryRemove(KeyValuePair.Create(epochId, pending))) return;
        try
        {
            EpochEnded?.Invoke(epochId);
        }
        finally
        {
            pending.End();
        }
    }

    /// <summary>Completes when the epoch has no jobs (any more); whoever waited finds the handlers of <see cref="EpochEnded"/> done.</summary>
    public Task WaitForEndAsync(long epochId, CancellationToken cancellationToken) =>
        _pending.TryGetValue(epochId, out var pending) ? pending.Ended.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Completes when fewer than <paramref name="limit"/> epochs have jobs; the lowest is waited for.</summary>
    public async Task WaitForRoomAsync(int limit, CancellationToken cancellationToken)
    {
        while (_pending.Count >= limit && _pending.MinBy(static open => open.Key) is { Value: { } lowest }) await lowest.Ended.WaitAsync(cancellationToken);
    }

    private sealed class Pending(int jobs)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _jobs = jobs;

        public Task Ended => _ended.Task;

        public int Add(int change) => Interlocked.Add(ref _jobs, change);

        public void End() => _ended.TrySetResult();
    }
}

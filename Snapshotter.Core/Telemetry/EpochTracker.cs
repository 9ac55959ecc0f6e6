using System.Collections.Concurrent;
using Snapshotter.Core.Jobs;

namespace Snapshotter.Core.Telemetry;

/// <summary>Knows which epochs still have jobs, and tells when an epoch's last one ended.</summary>
public sealed class EpochTracker(IJobQueue queue)
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _open = new();

    /// <summary>Raised with the id when an epoch is about to get its first jobs. Handlers must be quick and must not throw.</summary>
    public event Action<long>? EpochBegan;

    /// <summary>Raised with the id when an epoch's last job ended. Handlers must be quick and must not throw.</summary>
    public event Action<long>? EpochEnded;

    /// <summary>The epochs with jobs.</summary>
    public IEnumerable<long> Open => _open.Keys;

    /// <summary>Whether an epoch has jobs as far as is known here.</summary>
    public bool IsOpen(long epochId) => _open.ContainsKey(epochId);

    /// <summary>The number of epochs with jobs.</summary>
    public int InFlight => _open.Count;

    /// <summary>Takes over the epochs that an earlier start left unfinished.</summary>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        foreach (var epochId in (await queue.PendingByEpochAsync(cancellationToken)).Keys) TryAdd(epochId);
    }

    /// <summary>An epoch is about to get jobs. Called before they are queued.</summary>
    public void Released(long epochId)
    {
        if (TryAdd(epochId)) EpochBegan?.Invoke(epochId);
    }

    /// <summary>A release did not happen. Whoever waits for its end is let go, without an end being announced.</summary>
    public void Withdrawn(long epochId)
    {
        if (_open.TryRemove(epochId, out var ended)) ended.TrySetResult();
    }

    /// <summary>A job ended, and what follows from it is queued.</summary>
    public async ValueTask JobEndedAsync(long epochId, CancellationToken cancellationToken)
    {
        if (await queue.HasJobsAsync(epochId, cancellationToken) || !_open.TryRemove(epochId, out var ended)) return;
        try
        {
            EpochEnded?.Invoke(epochId);
        }
        finally
        {
            ended.TrySetResult();
        }
    }

    /// <summary>Completes when the epoch has no jobs (any more); whoever waited finds the handlers of <see cref="EpochEnded"/> done.</summary>
    public Task WaitForEndAsync(long epochId, CancellationToken cancellationToken) =>
        _open.TryGetValue(epochId, out var ended) ? ended.Task.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Completes when fewer than <paramref name="limit"/> epochs have jobs; the lowest is waited for.</summary>
    public async Task WaitForRoomAsync(int limit, CancellationToken cancellationToken)
    {
        while (_open.Count >= limit && Lowest() is { } lowest) await lowest.Task.WaitAsync(cancellationToken);
    }

    private bool TryAdd(long epochId) => _open.TryAdd(epochId, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>The lowest epoch's end; null when the last one ended since they were counted.</summary>
    private TaskCompletionSource? Lowest() => _open.OrderBy(static open => open.Key).Select(static open => open.Value).FirstOrDefault();
}

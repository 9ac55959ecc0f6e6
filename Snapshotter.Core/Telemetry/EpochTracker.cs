using System.Collections.Concurrent;
using Snapshotter.Core.Jobs;

namespace Snapshotter.Core.Telemetry;

/// <summary>Knows which epochs still have jobs, and tells when an epoch's last one ended.</summary>
public sealed class EpochTracker(IJobQueue queue)
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _open = new();

    /// <summary>Raised with the id when an epoch's last job ended. Handlers must be quick and must not throw.</summary>
    public event Action<long>? EpochEnded;

    /// <summary>The number of epochs with jobs.</summary>
    public int InFlight => _open.Count;

    /// <summary>Takes over the epochs that an earlier start left unfinished.</summary>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        foreach (var epochId in await queue.PendingEpochsAsync(cancellationToken)) Released(epochId);
    }

    /// <summary>An epoch is about to get jobs. Called before they are queued.</summary>
    public void Released(long epochId) => _open.TryAdd(epochId, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>A release did not happen.</summary>
    public void Withdrawn(long epochId)
    {
        if (_open.TryRemove(epochId, out var ended)) ended.TrySetResult();
    }

    /// <summary>A job ended, and what follows from it is queued.</summary>
    public async ValueTask JobEndedAsync(long epochId, CancellationToken cancellationToken)
    {
        if (await queue.PendingAsync(epochId, cancellationToken) > 0 || !_open.TryRemove(epochId, out var ended)) return;
        EpochEnded?.Invoke(epochId);
        ended.TrySetResult();
    }

    /// <summary>Completes when the epoch has no jobs (any more).</summary>
    public Task WaitForEndAsync(long epochId, CancellationToken cancellationToken) =>
        _open.TryGetValue(epochId, out var ended) ? ended.Task.WaitAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Completes when fewer than <paramref name="limit"/> epochs have jobs; the lowest is waited for.</summary>
    public async Task WaitForRoomAsync(int limit, CancellationToken cancellationToken)
    {
        while (_open.Count >= limit && _open.Keys.ToArray() is { Length: > 0 } open) await WaitForEndAsync(open.Min(), cancellationToken);
    }
}

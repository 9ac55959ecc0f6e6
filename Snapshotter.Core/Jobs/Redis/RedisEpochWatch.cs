using System.Collections.Concurrent;
using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>
/// Lets a process know of epochs that others work on: who releases them must hear of their end, and who only built a part must let their reads
/// go. Scripts tell of ends, and only the epochs that were told of are asked for then; what was not heard is found by looking at all of them now and then, which also finds out
/// that Redis is back, and takes this process's sign of life along.
/// </summary>
public sealed class RedisEpochWatch(RedisStateStore store, IJobQueue queue, RedisWorkers workers, LiveHosts hosts, EpochTracker tracker, PipelineProgress progress, TimeProvider time) : IPipelinePart, IDisposable
{
    private readonly WakeUp _wake = new();

    /// <summary>The epochs of whose ends was told.</summary>
    private readonly ConcurrentDictionary<long, bool> _told = new();

    private bool _listens;

    /// <inheritdoc/>
    public bool IsForEveryRole => true;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long? looked = null;
        while (true)
        {
            var left = looked is { } before ? workers.BetweenBeats - time.GetElapsedTime(before) : TimeSpan.Zero;
            try
            {
                if (left > TimeSpan.Zero)
                {
                    await EndAsync(cancellationToken);
                }
                else
                {
                    (looked, left) = (time.GetTimestamp(), workers.BetweenBeats);
                    await LookAsync(cancellationToken);
                }
            }
            catch (StorageException)
            {
                // The connection tells of the outage itself; this looks again.
            }

            await _wake.WaitAsync(left, time, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _wake.Dispose();

    private async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        if (!_listens)
        {
            await store.Link.ListenAsync(Heard);
            _listens = true;
        }

        // An epoch that is released has its first job from the same moment on, so that one without jobs afterwards has ended.
        // All is asked in one round trip, in this order.
        var beat = workers.BeatAsync(cancellationToken).AsTask();
        var looking = workers.LookAsync(hosts, cancellationToken).AsTask();
        var released = store.CurrentEpochAsync(cancellationToken).AsTask();
        var pending = await queue.PendingByEpochAsync(cancellationToken);
        var current = await released;
        await beat;
        await looking;
        Saw(current);
        foreach (var epochId in pending.Keys) tracker.Released(epochId);
        foreach (var epochId in tracker.Open)
        {
            if (epochId <= current?.Epoch.Id && !pending.ContainsKey(epochId)) await tracker.JobEndedAsync(epochId, cancellationToken);
        }
    }

    private async ValueTask EndAsync(CancellationToken cancellationToken)
    {
        Saw(await store.CurrentEpochAsync(cancellationToken));
        foreach (var epochId in _told.Keys)
        {
            _told.TryRemove(epochId, out _);
            await tracker.JobEndedAsync(epochId, cancellationToken);
        }
    }

    private void Saw(ReleasedEpoch? current)
    {
        if (current is not null && current.Epoch.Id > (progress.Now.Released?.Epoch.Id ?? 0)) progress.Released(current);
    }

    private void Heard(string news)
    {
        if (!news.StartsWith("ended ", StringComparison.Ordinal)) return;

        // What this process ended itself it knows already, or is about to be told.
        var epochId = RedisRecords.Number(news[6..]);
        if (!tracker.IsOpen(epochId) || store.Completing.Contains(epochId)) return;
        _told[epochId] = true;
        try
        {
            _wake.Set();
        }
        catch (ObjectDisposedException)
        {
            // Told while the process ends.
        }
    }
}

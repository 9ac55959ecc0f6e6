using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Jobs.Redis;

/// <summary>
/// Lets a process know of epochs that others work on: who releases them must hear of their end, and who only built a part must let their reads
/// go. Scripts tell of ends; what was not heard is found by looking now and then, which also finds out that Redis is back, and takes this process's
/// sign of life along.
/// </summary>
public sealed class RedisEpochWatch(RedisStateStore store, IJobQueue queue, RedisWorkers workers, LiveHosts hosts, EpochTracker tracker, PipelineProgress progress, TimeProvider time) : IPipelinePart, IDisposable
{
    private readonly WakeUp _wake = new();
    private bool _listens;

    /// <inheritdoc/>
    public bool IsForEveryRole => true;

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (StorageException)
            {
                // The connection tells of the outage itself; this looks again.
            }

            await _wake.WaitAsync(workers.BetweenBeats, time, cancellationToken);
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
        if (current is not null && current.Epoch.Id > (progress.Now.Released?.Epoch.Id ?? 0)) progress.Released(current);
        foreach (var epochId in pending.Keys) tracker.Released(epochId);
        foreach (var epochId in tracker.Open)
        {
            if (epochId <= current?.Epoch.Id && !pending.ContainsKey(epochId)) await tracker.JobEndedAsync(epochId, cancellationToken);
        }
    }

    private void Heard(string news)
    {
        // What this process ended itself it knows already, or is about to be told.
        if (!news.StartsWith("ended ", StringComparison.Ordinal) || RedisRecords.Number(news[6..]) is var epochId && (!tracker.IsOpen(epochId) || store.Completing.Contains(epochId))) return;
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

using Snapshotter.Core.Jobs;

namespace Snapshotter.Core.Storage;

/// <summary>Applies the retention to state and contents. Epochs with jobs stay whole, however old they are.</summary>
public sealed class Pruner(IStateStore store, IContentStore contents, IJobQueue queue, RetentionOptions options)
{
    /// <summary>Removes everything past retention, in portions between which other writes get their turn.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        if (await store.CurrentEpochAsync(cancellationToken) is not { } current) return;
        var pending = await queue.PendingByEpochAsync(cancellationToken);
        var oldestPending = pending.Keys.DefaultIfEmpty(long.MaxValue).Min();
        var retention = new Retention(
            Math.Min(oldestPending, current.Epoch.Id - options.KeepEpochs + 1),
            Math.Min(oldestPending, current.Epoch.Id - options.KeepTransitions + 1));

        // The state goes first, so that it never names content that is gone.
        while (await store.PruneAsync(retention, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
        while (await contents.PruneAsync(retention.FirstEpoch, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }
}

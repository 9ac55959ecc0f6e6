using Snapshotter.Core.Jobs;

namespace Snapshotter.Core.Storage;

/// <summary>Applies the retention to state and contents. Epochs with jobs stay whole, however old they are.</summary>
public sealed class Pruner(IStateStore store, IContentStore contents, IJobQueue queue, RetentionOptions options)
{
    /// <summary>Removes everything past retention, in portions between which other writes get their turn.</summary>
    public async Task PruneAsync(CancellationToken cancellationToken)
    {
        if (await RetentionAsync(cancellationToken) is not { } retention) return;

        // The state goes first, so that it never names content that is gone.
        while (await store.PruneAsync(retention, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
        await PruneContentsAsync(retention, cancellationToken);
    }

    /// <summary>Removes the contents past retention alone: another host prunes the state.</summary>
    public async Task PruneContentsAsync(CancellationToken cancellationToken)
    {
        if (await RetentionAsync(cancellationToken) is { } retention) await PruneContentsAsync(retention, cancellationToken);
    }

    private async Task PruneContentsAsync(Retention retention, CancellationToken cancellationToken)
    {
        while (await contents.PruneAsync(retention.FirstEpoch, cancellationToken)) cancellationToken.ThrowIfCancellationRequested();
    }

    private async ValueTask<Retention?> RetentionAsync(CancellationToken cancellationToken)
    {
        if (await store.CurrentEpochAsync(cancellationToken) is not { } current) return null;
        var pending = await queue.PendingByEpochAsync(cancellationToken);
        var oldestPending = pending.Keys.DefaultIfEmpty(long.MaxValue).Min();
        return new Retention(
            Math.Min(oldestPending, current.Epoch.Id - options.KeepEpochs + 1),
            Math.Min(oldestPending, current.Epoch.Id - options.KeepTransitions + 1));
    }
}

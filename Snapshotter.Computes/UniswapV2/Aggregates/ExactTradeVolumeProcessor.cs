using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
using Snapshotter.Computes.UniswapV2.Aggregates.Windows;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>
/// The trades of a pair during a window, each epoch counted once and summed exactly: a function of the window and of the snapshots that count
/// in it, whatever was built before. It is given a trade-volume snapshot, or another exact aggregate of the same pair, which names the
/// project that is summed up.
/// </summary>
internal sealed class ExactTradeVolumeProcessor(TimeSpan length) : IAggregateProcessor
{
    private readonly ExactWindows _windows = new();

    /// <inheritdoc/>
    public string ProjectTypePrefix => ExactAmount.ProjectTypePrefix;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var epoch = input.Epoch.Id;
        var given = SingleUnderlying.Of(input);
        var underlying = await UnderlyingOfAsync(given, history, cancellationToken);
        var tail = await history.TailAsync(underlying, epoch, length, cancellationToken);
        var counted = await history.CountedAsync(underlying, tail.EpochId, epoch, cancellationToken);
        var isCurrentMissing = counted is not [.., var last] || last.EpochId != epoch;
        if (isCurrentMissing && given.ProjectId == underlying) counted = [.. counted, new CountedSnapshot(epoch, given.Cid)];

        var totals = await _windows.SumAsync(underlying, counted, history, cancellationToken);
        var complete = !tail.Extrapolated && counted.Count == epoch - tail.EpochId + 1;
        return new ExactTradeVolumeAggregateSnapshot(tail.EpochId, epoch, counted.Count, totals, complete, underlying);
    }

    private static async ValueTask<string> UnderlyingOfAsync(BuiltSnapshot given, IFinalizedHistory history, CancellationToken cancellationToken)
    {
        if (!given.ProjectId.StartsWith(ExactAmount.ProjectTypePrefix, StringComparison.Ordinal)) return given.ProjectId;
        var content = await StoredSnapshot.ContentAsync(given.Cid, given.ProjectId, given.EpochId, history, cancellationToken);
        return StoredVolume<ExactAmount>.ReadAggregate(content, given.ProjectId).Underlying
            ?? throw new SnapshotException($"A snapshot of {given.ProjectId} does not name the project that it sums up.");
    }
}

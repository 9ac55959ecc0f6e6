using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
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
    private readonly WindowSums<VolumeTotals<ExactAmount>> _sums = new(StoredVolume<ExactAmount>.ReadTotals);

    /// <inheritdoc/>
    public string ProjectTypePrefix => ExactAmount.ProjectTypePrefix;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var given = input.SingleUnderlying();
        var underlying = await UnderlyingOfAsync(given, history, cancellationToken);
        Cid? own = given.ProjectId == underlying ? given.Cid : null;
        var window = await CountedWindow.ReadAsync(underlying, input.Epoch.Id, own, length, history, cancellationToken);
        var totals = await _sums.SumAsync(underlying, window.Counted, history, cancellationToken);
        return new ExactTradeVolumeAggregateSnapshot(window.FirstEpochId, window.EpochId, window.Counted.Count, totals, window.IsComplete, underlying);
    }

    private static async ValueTask<string> UnderlyingOfAsync(BuiltSnapshot given, IFinalizedHistory history, CancellationToken cancellationToken)
    {
        if (!given.ProjectId.StartsWith(ExactAmount.ProjectTypePrefix, StringComparison.Ordinal)) return given.ProjectId;
        var content = await history.RequiredContentAsync(given.Cid, given.ProjectId, given.EpochId, cancellationToken);
        return StoredVolume<ExactAmount>.ReadAggregate(content, given.ProjectId).Underlying
            ?? throw new SnapshotException($"A snapshot of {given.ProjectId} does not name the project that it sums up.");
    }
}

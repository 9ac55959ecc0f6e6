using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
using Snapshotter.Computes.UniswapV2.Aggregates.Windows;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>
/// A day's trades of a pair (upstream single_uniswap_trade_volume_24h, spec 8.6): the last finalized aggregate continued by what was traded
/// since, less what left the window; or the sum over the window where there is nothing to continue.
/// </summary>
internal sealed class AggregateTradeVolume24hProcessor(UniswapV2Profile profile) : IAggregateProcessor
{
    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var window = new TradeVolumeWindow(history, input.SingleUnderlying());
        var tail = await window.TailAsync(cancellationToken);
        var totals = await window.ContinueAsync(input.ProjectId, tail, cancellationToken);
        if (totals is null && profile.RebuildsAggregates) totals = await window.RebuildAsync(tail, cancellationToken);
        if (totals is not { } sums) return null;
        return new TradeVolumeAggregateSnapshot(
            input.Epoch.Id, profile.TruncatesAggregates ? sums.Select(static amount => amount.Truncated()) : sums, !tail.Extrapolated);
    }
}

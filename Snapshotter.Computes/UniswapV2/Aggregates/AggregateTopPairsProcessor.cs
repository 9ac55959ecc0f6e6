using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Collections;
using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>The pairs with a day's volume by liquidity, or those with a week's volume by that (upstream multi_uniswap_top_pairs_24h and _7d, spec 8.8).</summary>
internal sealed class AggregateTopPairsProcessor<T>(PairReader pairs, TopPairsWindow window) : IAggregateProcessor where T : struct, IAmount<T>
{
    /// <inheritdoc/>
    public string ProjectTypePrefix => T.ProjectTypePrefix;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var collection = await PairCollection<T>.ReadAsync(input, pairs, history, chain, cancellationToken);
        var ranked = collection.ByPair.Select(RowOf);
        return window is TopPairsWindow.Day
            ? new TopPairs24hSnapshot<T>(input.Epoch.Id, [.. ranked.OrderBy(static pair => pair.Liquidity, T.Descending)], collection.Complete)
            : new TopPairs7dSnapshot<T>(input.Epoch.Id, [.. ranked.OrderBy(static pair => pair.Volume, T.Descending)], collection.Complete);
    }

    private static TopPair<T> RowOf(IGrouping<string, PairPart<T>> parts)
    {
        var (liquidity, volume, fee) = (default(T), default(T), default(T));
        foreach (var part in parts)
        {
            if (part.Reserves is { } reserves) liquidity += reserves.Token0Usd + reserves.Token1Usd;
            if (part.Volume is not { } traded) continue;
            volume += traded.Totals.Trades;
            fee += traded.Totals.Fees;
        }

        return new TopPair<T>(parts.Key, parts.First().Pair.Symbol, liquidity, volume, fee);
    }
}

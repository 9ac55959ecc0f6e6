using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Collections;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
using Snapshotter.Computes.UniswapV2.Aggregates.Windows;
using Snapshotter.Computes.UniswapV2.Pairs;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>All pairs together, compared with a day ago (upstream multi_uniswap_stats, spec 8.8).</summary>
internal sealed class AggregateStatsProcessor<T>(PairReader pairs) : IAggregateProcessor where T : struct, IAmount<T>
{
    /// <inheritdoc/>
    public string ProjectTypePrefix => T.ProjectTypePrefix;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var collection = await PairCollection<T>.ReadAsync(input, pairs, history, chain, cancellationToken);
        var stats = new StatsSnapshot<T>(input.Epoch.Id, default, default, default, default, default, default, collection.Complete);
        foreach (var part in collection.Parts) stats = Add(stats, part);

        var tail = await history.TailAsync(input.ProjectId, input.Epoch.Id, WindowLengths.Day, cancellationToken);
        if (tail.Extrapolated || await history.AtAsync(input.ProjectId, tail.EpochId, cancellationToken) is not { } content) return stats;
        var before = StoredStats<T>.Read(content, input.ProjectId);
        return stats with
        {
            VolumeChange = stats.Volume.PercentSince(before.Volume, "volume24h"),
            TvlChange = stats.Tvl.PercentSince(before.Tvl, "tvl"),
            FeeChange = stats.Fee.PercentSince(before.Fee, "fee24h"),
        };
    }

    private static StatsSnapshot<T> Add(StatsSnapshot<T> stats, PairPart<T> part)
    {
        if (part.Reserves is { } reserves) stats = stats with { Tvl = stats.Tvl + (reserves.Token0Usd + reserves.Token1Usd) };
        if (part.Volume is { } volume) stats = stats with { Volume = stats.Volume + volume.Totals.Trades, Fee = stats.Fee + volume.Totals.Fees };
        return stats;
    }
}

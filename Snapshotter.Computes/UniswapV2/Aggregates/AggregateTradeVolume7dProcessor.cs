using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Aggregates.Reading;
using Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;
using Snapshotter.Computes.UniswapV2.Aggregates.Windows;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>
/// A week's trades of a pair (upstream single_uniswap_trade_volume_7d, spec 8.7): seven of its daily aggregates, of which the first two share an
/// epoch. While the project is young, days overlap further.
/// </summary>
internal sealed class AggregateTradeVolume7dProcessor(UniswapV2Profile profile) : IAggregateProcessor
{
    private const int Days = 7;

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var current = input.SingleUnderlying();
        var totals = default(VolumeTotals<FloatAmount>);
        var complete = true;
        void Add(ReadOnlyMemory<byte> content)
        {
            if (!TryRead(content, current.ProjectId, out var day)) return;
            totals += day.Totals;
            complete &= day.Complete!.Value;
        }

        Add(await history.RequiredContentAsync(current.Cid, current.ProjectId, current.EpochId, cancellationToken));
        var earlier = await EarlierDaysAsync(current, history, cancellationToken);
        var days = await Reads.AllAsync(earlier.Count, (earlier, current.ProjectId, history, cancellationToken), static (state, index) =>
            state.history.AtAsync(state.ProjectId, state.earlier[index], state.cancellationToken));
        foreach (var content in days)
        {
            if (content is { } day) Add(day);
        }

        return new TradeVolumeAggregateSnapshot(
            input.Epoch.Id, profile.TruncatesAggregates ? totals.Select(static amount => amount.Truncated()) : totals, complete && earlier.Count == Days - 1);
    }

    /// <summary>The epochs with which the earlier days end, the latest first: fewer while the project is young.</summary>
    private static async ValueTask<List<long>> EarlierDaysAsync(BuiltSnapshot current, IFinalizedHistory history, CancellationToken cancellationToken)
    {
        var ends = new List<long>(Days - 1);
        for (var tail = new WindowTail(current.EpochId + 1, Extrapolated: false); !tail.Extrapolated && ends.Count < Days - 1;)
        {
            tail = await history.TailAsync(current.ProjectId, tail.EpochId - 1, WindowLengths.Day, cancellationToken);
            ends.Add(tail.EpochId);
        }

        return ends;
    }

    /// <summary>Reads a day; what consensus took for one and cannot be read is passed over, as upstream does.</summary>
    private static bool TryRead(ReadOnlyMemory<byte> content, string projectId, out StoredVolume<FloatAmount> day)
    {
        try
        {
            day = StoredVolume<FloatAmount>.ReadAggregate(content, projectId);
            return true;
        }
        catch (SnapshotException)
        {
            day = default;
            return false;
        }
    }
}

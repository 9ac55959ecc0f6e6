using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace SwapVolume2h;

/// <summary>
/// The swaps of a pair during the last two hours, without mints and burns, from its trade-volume snapshots. In the steady state an epoch
/// reads two snapshots, the one that comes into the window and the one that leaves it.
/// </summary>
public sealed class SwapVolume2hProcessor : IAggregateProcessor
{
    private static readonly TimeSpan Length = TimeSpan.FromHours(2);

    private readonly WindowSums<SwapTotals> _sums = new(SwapTotals.Read);

    /// <inheritdoc/>
    public async ValueTask<ISnapshot?> BuildAsync(AggregateInput input, IFinalizedHistory history, ISourceChain chain, CancellationToken cancellationToken)
    {
        var current = input.SingleUnderlying();
        var window = await CountedWindow.ReadAsync(current.ProjectId, current.EpochId, current.Cid, Length, history, cancellationToken);
        var totals = await _sums.SumAsync(current.ProjectId, window.Counted, history, cancellationToken);
        return new SwapVolumeSnapshot(window.EpochId, window.Counted.Count, totals, window.IsComplete);
    }
}

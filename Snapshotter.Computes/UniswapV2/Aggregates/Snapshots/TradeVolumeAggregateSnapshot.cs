using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>What was traded on a pair during a window (spec 8.6, UniswapTradesAggregateSnapshot).</summary>
/// <param name="EpochId">The window's last epoch.</param>
/// <param name="Totals">The sums.</param>
/// <param name="Complete">Whether the project is as old as the window is long.</param>
internal sealed record TradeVolumeAggregateSnapshot(long EpochId, VolumeTotals<FloatAmount> Totals, bool Complete) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Boolean("complete"u8, Complete);
        writer.Integer("epochId"u8, EpochId);
        writer.Totals(Totals);
        writer.EndObject();
    }
}

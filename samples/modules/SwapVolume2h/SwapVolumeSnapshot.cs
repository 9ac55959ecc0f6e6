using Snapshotter.Core.Snapshots;

namespace SwapVolume2h;

/// <summary>The swaps of a pair during a window.</summary>
/// <param name="EpochId">The window's last epoch.</param>
/// <param name="Epochs">How many of its epochs have a snapshot.</param>
/// <param name="Totals">The sums.</param>
/// <param name="Complete">Whether the window is as long as it should be and no epoch is missing.</param>
public sealed record SwapVolumeSnapshot(long EpochId, int Epochs, SwapTotals Totals, bool Complete) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Boolean("complete"u8, Complete);
        writer.Integer("epochId"u8, EpochId);
        writer.Integer("epochs"u8, Epochs);
        writer.Integer("swaps"u8, Totals.Swaps);
        writer.Name("token0Volume"u8);
        writer.Decimal(Totals.Token0, SwapTotals.Decimals);
        writer.Name("token1Volume"u8);
        writer.Decimal(Totals.Token1, SwapTotals.Decimals);
        writer.Name("totalFee"u8);
        writer.Decimal(Totals.Fees, SwapTotals.Decimals);
        writer.Name("totalTrade"u8);
        writer.Decimal(Totals.Trades, SwapTotals.Decimals);
        writer.EndObject();
    }
}

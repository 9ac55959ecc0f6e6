using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>A key and an amount in one call.</summary>
internal static class AmountWriter
{
    public static void Amount<T>(this CanonicalJsonWriter writer, ReadOnlySpan<byte> name, T amount) where T : struct, IAmount<T>
    {
        writer.Name(name);
        amount.WriteTo(writer);
    }

    /// <summary>The six sums of a trade-volume aggregate, which stand next to each other in the order of keys.</summary>
    public static void Totals<T>(this CanonicalJsonWriter writer, VolumeTotals<T> totals) where T : struct, IAmount<T>
    {
        writer.Amount("token0TradeVolume"u8, totals.Token0);
        writer.Amount("token0TradeVolumeUSD"u8, totals.Token0Usd);
        writer.Amount("token1TradeVolume"u8, totals.Token1);
        writer.Amount("token1TradeVolumeUSD"u8, totals.Token1Usd);
        writer.Amount("totalFee"u8, totals.Fees);
        writer.Amount("totalTrade"u8, totals.Trades);
    }
}

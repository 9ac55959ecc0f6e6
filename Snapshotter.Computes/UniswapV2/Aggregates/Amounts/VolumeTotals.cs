using System.Numerics;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Amounts;

/// <summary>The six sums of a trade-volume snapshot or aggregate.</summary>
/// <param name="Trades">totalTrade: the volume in US dollars.</param>
/// <param name="Fees">totalFee: the fees in US dollars.</param>
/// <param name="Token0">token0TradeVolume.</param>
/// <param name="Token1">token1TradeVolume.</param>
/// <param name="Token0Usd">token0TradeVolumeUSD.</param>
/// <param name="Token1Usd">token1TradeVolumeUSD.</param>
internal readonly record struct VolumeTotals<T>(T Trades, T Fees, T Token0, T Token1, T Token0Usd, T Token1Usd)
    : IAdditionOperators<VolumeTotals<T>, VolumeTotals<T>, VolumeTotals<T>>, ISubtractionOperators<VolumeTotals<T>, VolumeTotals<T>, VolumeTotals<T>>
    where T : struct, IAmount<T>
{
    public static VolumeTotals<T> operator +(VolumeTotals<T> left, VolumeTotals<T> right) => new(
        left.Trades + right.Trades,
        left.Fees + right.Fees,
        left.Token0 + right.Token0,
        left.Token1 + right.Token1,
        left.Token0Usd + right.Token0Usd,
        left.Token1Usd + right.Token1Usd);

    public static VolumeTotals<T> operator -(VolumeTotals<T> left, VolumeTotals<T> right) => new(
        left.Trades - right.Trades,
        left.Fees - right.Fees,
        left.Token0 - right.Token0,
        left.Token1 - right.Token1,
        left.Token0Usd - right.Token0Usd,
        left.Token1Usd - right.Token1Usd);

    /// <summary>The same with each sum changed.</summary>
    public VolumeTotals<T> Select(Func<T, T> change) =>
        new(change(Trades), change(Fees), change(Token0), change(Token1), change(Token0Usd), change(Token1Usd));
}

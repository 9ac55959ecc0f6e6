using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>Sums over trades. Addition is of doubles, so its order decides the last bits.</summary>
/// <param name="TradesUsd">The trades' volumes in US dollars.</param>
/// <param name="FeeUsd">The fees in US dollars.</param>
/// <param name="Token0">The amount of token0 traded.</param>
/// <param name="Token1">The amount of token1 traded.</param>
/// <param name="Token0Usd">The same of token0 in US dollars.</param>
/// <param name="Token1Usd">The same of token1 in US dollars.</param>
public readonly record struct TradeTotals(double TradesUsd, double FeeUsd, double Token0, double Token1, double Token0Usd, double Token1Usd)
{
    /// <summary>The sums, field by field.</summary>
    public static TradeTotals operator +(TradeTotals left, TradeTotals right) => new(
        left.TradesUsd + right.TradesUsd,
        left.FeeUsd + right.FeeUsd,
        left.Token0 + right.Token0,
        left.Token1 + right.Token1,
        left.Token0Usd + right.Token0Usd,
        left.Token1Usd + right.Token1Usd);

    /// <summary>The sums, field by field.</summary>
    public static TradeTotals Add(TradeTotals left, TradeTotals right) => left + right;

    internal void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Float("token0TradeVolume"u8, Token0);
        writer.Float("token0TradeVolumeUSD"u8, Token0Usd);
        writer.Float("token1TradeVolume"u8, Token1);
        writer.Float("token1TradeVolumeUSD"u8, Token1Usd);
        writer.Float("totalFeeUSD"u8, FeeUsd);
        writer.Float("totalTradesUSD"u8, TradesUsd);
        writer.EndObject();
    }
}

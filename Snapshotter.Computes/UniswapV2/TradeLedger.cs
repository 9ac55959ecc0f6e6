using System.Numerics;
using Snapshotter.Computes.UniswapV2.Pricing;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Core.Numerics;

namespace Snapshotter.Computes.UniswapV2;

/// <summary>Values a pair's trades and sums them up. The order of the additions decides the last bits, so it stays as it is (spec 8.4).</summary>
internal sealed class TradeLedger(PricedPair priced, BlockDetails blocks, bool feeFollowsVolume)
{
    private const double FeeRate = 0.003;

    private static readonly TradeKind[] Order = [TradeKind.Swap, TradeKind.Mint, TradeKind.Burn];

    private readonly Group[] _groups = [new(), new(), new()];
    private TradeTotals _swapsByTransaction;

    /// <summary>Takes the events of one transaction: swaps first, then mints, then burns, each in log order.</summary>
    public void Add(IReadOnlyList<TradeEvent> transaction)
    {
        var swaps = default(TradeTotals);
        foreach (var kind in Order)
        {
            foreach (var trade in transaction)
            {
                if (trade.Kind != kind) continue;
                var totals = Take(trade);
                if (kind is TradeKind.Swap) swaps += totals;
            }
        }

        _swapsByTransaction += swaps;
    }

    /// <summary>The snapshot of all trades taken.</summary>
    public TradeVolumeSnapshot ToSnapshot(string contract) => new(
        contract,
        blocks.Epoch,
        blocks.Timestamp,
        _groups[(int)TradeKind.Swap].ToModel(),
        _groups[(int)TradeKind.Mint].ToModel(),
        _groups[(int)TradeKind.Burn].ToModel(),
        _swapsByTransaction);

    private TradeTotals Take(TradeEvent trade)
    {
        var block = trade.Log.BlockNumber;
        var index = (int)(block - blocks.Epoch.Begin);
        var (amount0, usd0) = Value(trade.Token0, priced.Pair.Token0.Decimals, priced.Prices0[index]);
        var (amount1, usd1) = Value(trade.Token1, priced.Pair.Token1.Decimals, priced.Prices1[index]);
        var isSwap = trade.Kind is TradeKind.Swap;
        var volume = isSwap ? SwapVolume(usd0, usd1) : usd0 + usd1;
        var totals = new TradeTotals(volume, isSwap ? Fee(volume, usd0, usd1) : 0, amount0, amount1, usd0, usd1);

        var record = new TradeRecord(
            trade,
            blocks.TimestampOf(block),
            trade.Token0.IsNone ? null : amount0,
            trade.Token1.IsNone ? null : amount1,
            volume);
        _groups[(int)trade.Kind].Add(record, totals);
        return totals;
    }

    /// <summary>The net amount, in tokens and in US dollars.</summary>
    private static (double Amount, double Usd) Value(TokenFlow flow, int decimals, double price)
    {
        var (amountIn, amountOut) = (Amount(flow.In, decimals), Amount(flow.Out, decimals));
        return (Math.Abs(amountOut - amountIn), Math.Abs((amountOut * price) - (amountIn * price)));
    }

    private static double Amount(BigInteger raw, int decimals) => raw.IsZero ? 0 : ExactDivision.ByPowerOfTen(raw, decimals);

    private double Fee(double volume, double usd0, double usd1)
    {
        if (feeFollowsVolume) return FeeRate * volume;
        return FeeRate * (usd1 != 0 ? usd1 : usd0);
    }

    private static double SwapVolume(double usd0, double usd1)
    {
        if (usd0 != 0 && usd1 != 0) return Math.Max(usd1, usd0);
        return usd1 != 0 ? usd1 : usd0;
    }

    private sealed class Group
    {
        private readonly List<TradeRecord> _records = [];
        private TradeTotals _totals;

        public void Add(TradeRecord record, TradeTotals totals)
        {
            _records.Add(record);
            _totals += totals;
        }

        public TradeGroup ToModel() => new(_records, _totals);
    }
}

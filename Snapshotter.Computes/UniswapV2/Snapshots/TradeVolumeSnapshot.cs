using Snapshotter.Core.Epochs;
using Snapshotter.Core.Numerics;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>What was traded on a pair during an epoch (spec 8.4, UniswapTradesSnapshot).</summary>
/// <param name="Contract">The pair exactly as configured.</param>
/// <param name="Epoch">The blocks.</param>
/// <param name="Timestamp">The Unix time of the last block.</param>
/// <param name="Swap">The swaps.</param>
/// <param name="Mint">The mints.</param>
/// <param name="Burn">The burns.</param>
/// <param name="Trades">The sums over all swaps, each transaction summed first.</param>
public sealed record TradeVolumeSnapshot(string Contract, Epoch Epoch, long Timestamp, TradeGroup Swap, TradeGroup Mint, TradeGroup Burn, TradeTotals Trades) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.Name("chainHeightRange"u8);
        HeightRange.WriteTo(writer, Epoch);
        writer.Text("contract"u8, Contract);
        writer.StartObject("events"u8);
        WriteGroup(writer, "Burn"u8, Burn);
        WriteGroup(writer, "Mint"u8, Mint);
        WriteGroup(writer, "Swap"u8, Swap);
        writer.Name("Trades"u8);
        Trades.WriteTo(writer);
        writer.EndObject();
        writer.Integer("timestamp"u8, Timestamp);
        writer.Float("token0TradeVolume"u8, PythonFloat.RoundedTo6(Trades.Token0));
        writer.Float("token0TradeVolumeUSD"u8, PythonFloat.RoundedTo6(Trades.Token0Usd));
        writer.Float("token1TradeVolume"u8, PythonFloat.RoundedTo6(Trades.Token1));
        writer.Float("token1TradeVolumeUSD"u8, PythonFloat.RoundedTo6(Trades.Token1Usd));
        writer.Float("totalFee"u8, PythonFloat.RoundedTo6(Trades.FeeUsd));
        writer.Float("totalTrade"u8, PythonFloat.RoundedTo6(Trades.TradesUsd));
        writer.EndObject();
    }

    private static void WriteGroup(CanonicalJsonWriter writer, ReadOnlySpan<byte> name, TradeGroup group)
    {
        writer.Name(name);
        group.WriteTo(writer);
    }
}

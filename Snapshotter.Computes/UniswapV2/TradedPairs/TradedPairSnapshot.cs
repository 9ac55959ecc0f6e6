using System.Numerics;
using Snapshotter.Computes.UniswapV2.Contracts;
using Snapshotter.Computes.UniswapV2.Snapshots;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.TradedPairs;

/// <summary>
/// What a pair did during an epoch, as its receipts tell it: raw integers, since receipts tell neither decimals nor prices. It holds no
/// float, so nothing in it depends on an order of additions.
/// </summary>
/// <param name="Epoch">The blocks.</param>
/// <param name="Timestamp">The Unix time of the last block.</param>
/// <param name="Contract">The pair.</param>
/// <param name="Factory">The factory whose pair it is proven to be; null when it is not proven.</param>
/// <param name="Token0">The token with the lower address; null where no factory is proven.</param>
/// <param name="Token1">The other one.</param>
/// <param name="Events">The swaps, mints and burns in the order of the chain.</param>
/// <param name="Reserves">The reserves after the last of them; null when the contract did not tell.</param>
public sealed record TradedPairSnapshot(
    Epoch Epoch, long Timestamp, Address Contract, Address? Factory, Address? Token0, Address? Token1, IReadOnlyList<TradeEvent> Events, PairReserves? Reserves) : ISnapshot
{
    /// <inheritdoc/>
    public void WriteTo(CanonicalJsonWriter writer)
    {
        var checksums = new ChecksumTexts();
        var swaps = Events.Where(static trade => trade.Kind is TradeKind.Swap).ToArray();
        writer.StartObject();
        writer.Name("chainHeightRange"u8);
        HeightRange.WriteTo(writer, Epoch);
        writer.Text("contract"u8, Contract.ToString());
        writer.StartObject("events"u8);
        WriteEvents(writer, "Burn"u8, TradeKind.Burn, checksums);
        WriteEvents(writer, "Mint"u8, TradeKind.Mint, checksums);
        WriteEvents(writer, "Swap"u8, TradeKind.Swap, checksums);
        writer.EndObject();
        WriteAddress(writer, "factory"u8, Factory);
        WriteInteger(writer, "reserve0"u8, Reserves?.Reserve0);
        WriteInteger(writer, "reserve1"u8, Reserves?.Reserve1);
        writer.Integer("timestamp"u8, Timestamp);
        WriteAddress(writer, "token0"u8, Token0);
        writer.Integer("token0TradeVolume"u8, Sum(swaps, static swap => swap.Token0.Net));
        WriteAddress(writer, "token1"u8, Token1);
        writer.Integer("token1TradeVolume"u8, Sum(swaps, static swap => swap.Token1.Net));
        writer.EndObject();
    }

    private static BigInteger Sum(TradeEvent[] swaps, Func<TradeEvent, BigInteger> amount) => swaps.Aggregate(BigInteger.Zero, (sum, swap) => sum + amount(swap));

    private static void WriteAddress(CanonicalJsonWriter writer, ReadOnlySpan<byte> name, Address? address)
    {
        writer.Name(name);
        if (address is { } known) writer.Text(known.ToString());
        else writer.Null();
    }

    private static void WriteInteger(CanonicalJsonWriter writer, ReadOnlySpan<byte> name, UInt128? number)
    {
        writer.Name(name);
        if (number is { } known) writer.Integer(known);
        else writer.Null();
    }

    private void WriteEvents(CanonicalJsonWriter writer, ReadOnlySpan<byte> name, TradeKind kind, ChecksumTexts checksums)
    {
        writer.StartArray(name);
        foreach (var trade in Events)
        {
            if (trade.Kind != kind) continue;
            writer.StartObject();
            writer.Name("args"u8);
            trade.WriteArguments(writer, checksums);
            writer.Integer("blockNumber"u8, trade.Log.BlockNumber);
            writer.Integer("logIndex"u8, trade.Log.LogIndex);
            writer.Text("transactionHash"u8, trade.Log.TransactionHash.ToString());
            writer.EndObject();
        }

        writer.EndArray();
    }
}

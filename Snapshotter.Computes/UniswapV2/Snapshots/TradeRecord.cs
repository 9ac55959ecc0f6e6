using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>A trade as it stands in a snapshot.</summary>
/// <param name="Event">What the pair emitted.</param>
/// <param name="Timestamp">The Unix time of its block.</param>
/// <param name="Token0Amount">How much of token0 moved; null when none did, which is written as the integer 0 and not as 0.0.</param>
/// <param name="Token1Amount">The same of token1.</param>
/// <param name="Usd">The trade's volume in US dollars.</param>
public sealed record TradeRecord(TradeEvent Event, long Timestamp, double? Token0Amount, double? Token1Amount, double Usd)
{
    internal void WriteTo(CanonicalJsonWriter writer, ChecksumTexts checksums)
    {
        var log = Event.Log;
        writer.StartObject();
        writer.Text("address"u8, checksums.Of(log.Address));
        writer.Name("args"u8);
        Event.WriteArguments(writer, checksums);
        writer.Integer("blockNumber"u8, log.BlockNumber);
        writer.Text("event"u8, Event.Name);
        writer.Integer("logIndex"u8, log.LogIndex);
        writer.Integer("timestamp"u8, Timestamp);
        WriteAmount(writer, "token0_amount"u8, Token0Amount);
        WriteAmount(writer, "token1_amount"u8, Token1Amount);
        writer.Float("trade_amount_usd"u8, Usd);
        writer.Text("transactionHash"u8, log.TransactionHash.ToString());
        writer.EndObject();
    }

    private static void WriteAmount(CanonicalJsonWriter writer, ReadOnlySpan<byte> name, double? amount)
    {
        if (amount is { } moved) writer.Float(name, moved);
        else writer.Integer(name, 0);
    }
}

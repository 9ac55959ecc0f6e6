using Snapshotter.Core.Snapshots;

namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>All trades of one kind.</summary>
/// <param name="Logs">The trades in the order of processing.</param>
/// <param name="Trades">Their sums, in that order.</param>
public sealed record TradeGroup(IReadOnlyList<TradeRecord> Logs, TradeTotals Trades)
{
    internal void WriteTo(CanonicalJsonWriter writer)
    {
        writer.StartObject();
        writer.StartArray("logs"u8);
        foreach (var log in Logs) log.WriteTo(writer);
        writer.EndArray();
        writer.Name("trades"u8);
        Trades.WriteTo(writer);
        writer.EndObject();
    }
}

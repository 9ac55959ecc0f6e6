using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;
using Snapshotter.Ethereum.Tries;

namespace Snapshotter.Ethereum.Models;

/// <summary>
/// What a header commits to a block's receipts with (Yellow Paper, 4.3.1; EIP-658 and EIP-2718). Receipts that give the header's root are the
/// block's: no log, status or gas of them was left out or changed.
/// </summary>
public static class ReceiptsRoot
{
    /// <summary>The root over all receipts of a block, in order. The blooms are computed from the logs.</summary>
    public static Hash32 Of(IReadOnlyList<TransactionReceipt> receipts) => TrieRoot.OfList(receipts.Count, (place, writer) => Write(receipts[place], writer));

    private static void Write(TransactionReceipt receipt, RlpWriter writer)
    {
        if (receipt.Type != 0) writer.WriteEncoded([(byte)receipt.Type]);
        writer.BeginList();
        if (receipt.Succeeded is { } succeeded) writer.WriteBoolean(succeeded);
        else writer.WriteHash32(receipt.Root ?? default);
        writer.WriteUInt64((ulong)receipt.CumulativeGasUsed);
        WriteBloom(writer, receipt.Logs);
        writer.BeginList();
        foreach (var log in receipt.Logs) WriteLog(writer, log);
        writer.EndList();
        writer.EndList();
    }

    private static void WriteBloom(RlpWriter writer, LogEntry[] logs)
    {
        Span<byte> bloom = stackalloc byte[LogsBloom.Size];
        bloom.Clear();
        foreach (var log in logs)
        {
            LogsBloom.Add(bloom, log.Address.Bytes);
            foreach (var topic in log.Topics) LogsBloom.Add(bloom, topic.Bytes);
        }

        writer.WriteBytes(bloom);
    }

    private static void WriteLog(RlpWriter writer, LogEntry log)
    {
        writer.BeginList();
        writer.WriteAddress(log.Address);
        writer.BeginList();
        foreach (var topic in log.Topics) writer.WriteHash32(topic);
        writer.EndList();
        writer.WriteBytes(log.Data);
        writer.EndList();
    }
}

using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain.Receipts;

/// <summary>Whether a block's receipts are those of its transactions, each with its own logs.</summary>
internal static class ReceiptCheck
{
    /// <summary>There is one receipt of the block for each transaction of the header, in order, and its logs are its own.</summary>
    /// <exception cref="SourceChainException">There is not; the message names the transaction.</exception>
    public static void Complete(Epoch epoch, BlockHeader block, TransactionReceipt[] receipts)
    {
        if (receipts.Length < block.Transactions.Length)
            throw Fault(epoch, block, $"the receipt of transaction {block.Transactions[receipts.Length]} is missing: there are {receipts.Length} receipts of {block.Transactions.Length} transactions");
        if (receipts.Length > block.Transactions.Length)
            throw Fault(epoch, block, $"transaction {receipts[block.Transactions.Length].TransactionHash}, of which there is a receipt, is not in the block of {block.Transactions.Length} transactions");

        var lastLog = -1;
        for (var i = 0; i < receipts.Length; i++)
        {
            if (ReceiptFault(block, i, receipts[i]) is { } fault) throw Fault(epoch, block, $"the receipt of transaction {block.Transactions[i]} {fault}");
            foreach (var log in receipts[i].Logs)
            {
                if (LogFault(block, i, log, lastLog) is { } logFault) throw Fault(epoch, block, $"log {log.LogIndex} of transaction {block.Transactions[i]} {logFault}");
                lastLog = log.LogIndex;
            }
        }
    }

    private static string? ReceiptFault(BlockHeader block, int place, TransactionReceipt receipt)
    {
        if (receipt.TransactionHash != block.Transactions[place]) return $"is of transaction {receipt.TransactionHash}";
        if (receipt.BlockHash != block.Hash || receipt.BlockNumber != block.Number) return $"is of block {receipt.BlockNumber} ({receipt.BlockHash}), not {block.Hash}";
        return receipt.TransactionIndex == place ? null : $"says that it is transaction {receipt.TransactionIndex} of the block, not {place}";
    }

    private static string? LogFault(BlockHeader block, int place, LogEntry log, int lastLog)
    {
        if (log.Removed) return "is marked as removed";
        if (log.BlockHash != block.Hash || log.BlockNumber != block.Number) return $"is of block {log.BlockNumber} ({log.BlockHash})";
        if (log.TransactionHash != block.Transactions[place] || log.TransactionIndex != place) return $"is of transaction {log.TransactionHash}";
        return log.LogIndex > lastLog ? null : "is out of order";
    }

    private static SourceChainException Fault(Epoch epoch, BlockHeader block, string what) =>
        new($"{epoch}: block {block.Number}: {what}. The endpoint is at fault or the chain was reorganised; the epoch is read again.");
}

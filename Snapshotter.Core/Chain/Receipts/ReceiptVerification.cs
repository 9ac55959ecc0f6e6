using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain.Receipts;

/// <summary>
/// Makes sure that receipts hold all logs. The receipts root of the header proves it. Where it does not match, as on chains that put more
/// into receipts than Ethereum does, the logs are asked for another way, by the blocks' hashes (EIP-234), all in one request.
/// </summary>
internal static class ReceiptVerification
{
    /// <summary>Returns when the receipts leave out no log; without a request where the headers prove that.</summary>
    /// <exception cref="SourceChainException">A log was left out or is another one, or the logs could not be asked for.</exception>
    public static async Task ConfirmAsync(RpcClient rpc, Epoch epoch, BlockHeader[] blocks, IReadOnlyList<TransactionReceipt[]> receipts, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("receipts check", epoch.Id);
        var again = new List<(BlockHeader Block, TransactionReceipt[] Receipts, RpcAnswer<LogEntry[]> Answer)>();
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i].ReceiptsRoot == ReceiptsRoot.Of(receipts[i])) continue;
            again.Add((blocks[i], receipts[i], batch.Logs(LogFilter.OfBlock(blocks[i].Hash, [], []))));
        }

        if (again.Count == 0) return;
        await batch.SendAsync(cancellationToken);
        foreach (var (block, held, answer) in again)
        {
            if (answer.Error is { } error) throw new SourceChainException($"{epoch}: the receipts of block {block.Number} do not give the root that its header names, and its logs could not be asked for: {error}");
            if (Difference(held, answer.Value) is { } difference)
                throw new SourceChainException($"{epoch}: the receipts of block {block.Number} do not give the root that its header names, and {difference}. The endpoint's receipts are at fault; the epoch is read again.");
        }
    }

    private static string? Difference(TransactionReceipt[] held, LogEntry[] asked)
    {
        var known = held.SelectMany(static receipt => receipt.Logs).ToDictionary(static log => log.LogIndex);
        foreach (var log in asked)
        {
            if (!known.Remove(log.LogIndex, out var same)) return $"that of transaction {log.TransactionHash} leaves out log {log.LogIndex}";
            if (!AreEqual(log, same)) return $"log {log.LogIndex} of transaction {log.TransactionHash} is another one in eth_getLogs";
        }

        return known.Count == 0 ? null : $"log {known.Keys.Min()} of transaction {known[known.Keys.Min()].TransactionHash} is not in eth_getLogs";
    }

    private static bool AreEqual(LogEntry left, LogEntry right) =>
        left.Address == right.Address && left.TransactionHash == right.TransactionHash && left.Topics.AsSpan().SequenceEqual(right.Topics) && left.Data.AsSpan().SequenceEqual(right.Data);
}

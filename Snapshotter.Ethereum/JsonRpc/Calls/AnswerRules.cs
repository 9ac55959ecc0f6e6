using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>Whether a well-formed answer is of what was asked: behind a load balancer it may not be.</summary>
internal static class AnswerRules
{
    /// <summary>The method that reads a block named this way.</summary>
    public static string BlockMethod(BlockTag tag) => tag.Hash is null ? RpcMethods.GetBlockByNumber : RpcMethods.GetBlockByHash;

    /// <summary>A block must have the height or hash asked for; null is an answer too.</summary>
    public static RpcFault? Block(BlockHeader? block, BlockTag asked) =>
        block is null || IsOf(block.Number, block.Hash, asked) ? null : Wrong($"the block {block.Number} ({block.Hash}) is not {asked}.");

    /// <summary>A receipt must be of the transaction asked for; null is an answer too.</summary>
    public static RpcFault? Receipt(TransactionReceipt? receipt, Hash32 asked) =>
        receipt is null || receipt.TransactionHash == asked ? null : Wrong($"the receipt is of transaction {receipt.TransactionHash}, not {asked}.");

    /// <summary>A transaction must be the one asked for; null is an answer too.</summary>
    public static RpcFault? Transaction(MinedTransaction? transaction, Hash32 asked) =>
        transaction is null || transaction.Hash == asked ? null : Wrong($"the transaction is {transaction.Hash}, not {asked}.");

    /// <summary>What is said of a transaction must be of the block that holds it; an endpoint that knows nothing of it lags.</summary>
    public static RpcFault? InBlock(Hash32? found, string what, Hash32 transaction, Hash32 block)
    {
        if (found is not { } hash) return new RpcFault(RpcErrorKind.Lagging, $"there is no {what} of {transaction} in block {block} yet.");
        return hash == block ? null : Wrong($"the {what} of {transaction} is of block {hash}, not {block}.");
    }

    /// <summary>The receipts of a block must all be of one block, the one asked for, with none left out between the first and the last.</summary>
    public static RpcFault? Receipts(TransactionReceipt[] receipts, BlockTag asked)
    {
        for (var i = 0; i < receipts.Length; i++)
        {
            var receipt = receipts[i];
            if (!IsOf(receipt.BlockNumber, receipt.BlockHash, asked) || receipt.BlockHash != receipts[0].BlockHash)
                return Wrong($"receipt {i} is of block {receipt.BlockNumber} ({receipt.BlockHash}), not {asked}.");
            if (receipt.TransactionIndex != i) return Wrong($"the receipt at place {i} is of transaction {receipt.TransactionIndex} of the block.");
        }

        return null;
    }

    private static bool IsOf(long number, Hash32 hash, BlockTag asked) =>
        (asked.Number is not { } wantedNumber || number == wantedNumber) && (asked.Hash is not { } wantedHash || hash == wantedHash);

    private static RpcFault Wrong(string reason) => new(RpcErrorKind.WrongAnswer, reason);
}

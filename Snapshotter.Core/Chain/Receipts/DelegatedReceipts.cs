using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain.Receipts;

/// <summary>
/// Reads receipts one by one (upstream's <c>txreceipt</c> tasks, spec 7.3), in batches that a bounded number of workers take in turn.
/// A receipt that fails is asked for again alone; one that fails for good fails the epoch, by name.
/// </summary>
internal sealed class DelegatedReceipts(RpcClient rpc, DelegatedWork work, TimeProvider time)
{
    /// <summary>The number of receipts in one HTTP request: small enough that several workers have something to do in a block of 200.</summary>
    public const int BatchSize = 50;

    /// <summary>The receipts of the blocks, in the order of their transactions.</summary>
    /// <exception cref="SourceChainException">One could not be read, or all of them took longer than the timeout.</exception>
    public async Task<TransactionReceipt[][]> ReadAsync(Epoch epoch, BlockHeader[] blocks, CancellationToken cancellationToken)
    {
        var receipts = Array.ConvertAll(blocks, static block => new TransactionReceipt[block.Transactions.Length]);
        using var timeout = new CancellationTokenSource(work.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await Parallel.ForEachAsync(
                Tasks(blocks, receipts).Chunk(BatchSize),
                new ParallelOptions { MaxDegreeOfParallelism = work.Workers, CancellationToken = either.Token },
                async (chunk, token) => await ReadAsync(epoch, chunk, token));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SourceChainException(TimedOut(epoch, blocks, receipts));
        }

        return receipts;
    }

    private static IEnumerable<ReceiptTask> Tasks(BlockHeader[] blocks, TransactionReceipt[][] receipts)
    {
        for (var i = 0; i < blocks.Length; i++)
        {
            for (var place = 0; place < blocks[i].Transactions.Length; place++) yield return new ReceiptTask(blocks[i], place, receipts[i]);
        }
    }

    private async Task ReadAsync(Epoch epoch, ReceiptTask[] tasks, CancellationToken cancellationToken)
    {
        var batch = rpc.CreateBatch("receipts", epoch.Id);
        var answers = Array.ConvertAll(tasks, task => batch.Receipt(task.Transaction, task.Block.Hash));
        await batch.SendAsync(cancellationToken);
        for (var i = 0; i < tasks.Length; i++)
        {
            if (answers[i].Error is { } error)
                throw new SourceChainException($"{epoch}: the receipt of transaction {tasks[i].Transaction} in block {tasks[i].Block.Number} could not be read: {error}");
            tasks[i].Receipts[tasks[i].Place] = answers[i].Value!;
        }
    }

    private string TimedOut(Epoch epoch, BlockHeader[] blocks, TransactionReceipt[][] receipts)
    {
        var missing = Tasks(blocks, receipts).Where(static task => task.Receipts[task.Place] is null).ToArray();
        var first = missing.Length == 0 ? "none" : missing[0].Transaction.ToString();
        return FormattableString.Invariant($"{epoch}: {missing.Length} receipts, the first of them of transaction {first}, were not read within {work.Timeout.TotalSeconds} s. Raise 'timeout' in preloader.json, or num_delegate_workers in settings.json, or use an endpoint that offers eth_getBlockReceipts.");
    }

    /// <summary>One receipt to read, and where it goes.</summary>
    private readonly record struct ReceiptTask(BlockHeader Block, int Place, TransactionReceipt[] Receipts)
    {
        public Hash32 Transaction => Block.Transactions[Place];
    }
}

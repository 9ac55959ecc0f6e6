using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>Sends what an epoch's processors wait for as one request, and gives each its answer.</summary>
internal sealed class EpochRequest(Epoch epoch, EpochBlocks blocks, StateCalls state, EpochSources sources)
{
    private readonly ConstantCalls _constants = new(epoch, sources);

    /// <summary>Sends the request. Every wait is ended, with a value or the reason why there is none.</summary>
    public async Task SendAsync(PendingReads reads)
    {
        try
        {
            var batch = sources.Rpc.CreateBatch("epoch", epoch.Id);
            // What is said of transactions and of a block's state is held against the headers, so these are needed as well.
            var hadHeaders = blocks.HasHeaders;
            var needsHeaders = !hadHeaders && (reads.Receipts.Count > 0 || reads.Calls.Keys.Any(static key => !key.IsConstant));
            var read = reads.WantsBlocks || needsHeaders ? blocks.AddTo(batch, reads.Logs) : null;
            var receipts = sources.Receipts.AddTo(batch, reads.Receipts.Keys);
            var transactions = AddTransactions(batch, reads);
            var constants = ConstantCalls.AddTo(batch, reads.Calls);
            var calls = state.AddTo(batch, reads.Calls);
            await batch.SendAsync(CancellationToken.None);

            await _constants.TakeAsync(constants);
            foreach (var (waiting, answer) in transactions) Take(waiting, answer);
            if (read is not null) await blocks.TakeAsync(read, sources.Rpc, CancellationToken.None);
            reads.Blocks.TrySetResult();
            await state.TakeAsync(calls, isOfTheseBlocks: hadHeaders || batch.IsAnsweredAtOnce);
            await TakeReceiptsAsync(reads, receipts);
        }
        catch (Exception exception)
        {
            reads.Fail(exception as SourceChainException ?? new SourceChainException($"{epoch}: {exception.Message}", exception));
        }
    }

    private (TaskCompletionSource<MinedTransaction> Waiting, RpcAnswer<MinedTransaction?> Answer)[] AddTransactions(RpcBatch batch, PendingReads reads) =>
        [.. reads.Transactions.Select(wanted => (wanted.Value, batch.Transaction(wanted.Key.Hash, HashOf(wanted.Key.Block))))];

    private Hash32 HashOf(long block) => blocks.Headers[(int)(block - epoch.Begin)].Hash;

    private void Take(TaskCompletionSource<MinedTransaction> waiting, RpcAnswer<MinedTransaction?> answer)
    {
        if (answer.Error is { } error) waiting.TrySetException(new SourceChainException($"{epoch}: {error}"));
        else waiting.TrySetResult(answer.Value!);
    }

    private async Task TakeReceiptsAsync(PendingReads reads, IReadOnlyList<ReceiptsRequest> requests)
    {
        if (requests.Count == 0) return;
        var receipts = await sources.Receipts.TakeAsync(epoch, blocks.Headers, requests, CancellationToken.None);
        foreach (var (block, ofBlock) in receipts) reads.Receipts[block].TrySetResult(ofBlock);
    }
}

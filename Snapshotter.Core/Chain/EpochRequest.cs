using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>Sends what an epoch's processors wait for as one request, and gives each its answer.</summary>
internal sealed class EpochRequest(EpochBlocks blocks, EpochSources sources)
{
    private readonly EpochCalls _calls = new(blocks, sources);

    private Epoch Epoch => blocks.Epoch;

    /// <summary>Sends the request. Every wait is ended, with a value or the reason why there is none.</summary>
    public async Task SendAsync(PendingReads reads)
    {
        try
        {
            var batch = sources.Rpc.CreateBatch("epoch", Epoch.Id);
            // What is said of transactions and of a block's state is held against the headers, so these are needed as well.
            var hadHeaders = blocks.HasHeaders;
            var needsHeaders = !hadHeaders && (reads.Receipts.Count > 0 || reads.Calls.Keys.Any(static key => !key.IsConstant));
            var read = reads.WantsBlocks || needsHeaders ? blocks.AddTo(batch, reads.Logs) : null;
            var receipts = sources.Receipts.AddTo(batch, reads.Receipts.Keys);
            var transactions = AddTransactions(batch, reads);
            var calls = _calls.AddTo(batch, reads.Calls);
            await Task.WhenAll(batch.SendAsync(CancellationToken.None), _calls.ConfirmAsync(reads.Confirmed));

            await _calls.TakeConstantsAsync(calls);
            foreach (var (waiting, answer) in transactions) Take(waiting, answer);
            if (read is not null) await blocks.TakeAsync(read, sources.Rpc, CancellationToken.None);
            reads.Blocks.TrySetResult();
            await _calls.TakeAsync(calls, areOfTheseBlocks: hadHeaders || batch.IsAnsweredAtOnce);
            await TakeReceiptsAsync(reads, receipts);
        }
        catch (Exception exception)
        {
            reads.Fail(exception as SourceChainException ?? new SourceChainException($"{Epoch}: {exception.Message}", exception));
        }
    }

    private (TaskCompletionSource<MinedTransaction> Waiting, RpcAnswer<MinedTransaction?> Answer)[] AddTransactions(RpcBatch batch, PendingReads reads) =>
        [.. reads.Transactions.Select(wanted => (wanted.Value, batch.Transaction(wanted.Key.Hash, HashOf(wanted.Key.Block))))];

    private Hash32 HashOf(long block) => blocks.Headers[(int)(block - Epoch.Begin)].Hash;

    private void Take(TaskCompletionSource<MinedTransaction> waiting, RpcAnswer<MinedTransaction?> answer)
    {
        if (answer.Error is { } error) waiting.TrySetException(new SourceChainException($"{Epoch}: {error}"));
        else waiting.TrySetResult(answer.Value!);
    }

    private async Task TakeReceiptsAsync(PendingReads reads, IReadOnlyList<ReceiptsRequest> requests)
    {
        if (requests.Count == 0) return;
        var receipts = await sources.Receipts.TakeAsync(Epoch, blocks.Headers, requests, CancellationToken.None);
        foreach (var (block, ofBlock) in receipts) reads.Receipts[block].TrySetResult(ofBlock);
    }
}

using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>Sends what an epoch's processors wait for as one request, and gives each its answer.</summary>
internal sealed class EpochRequest(Epoch epoch, EpochBlocks blocks, EpochSources sources)
{
    /// <summary>Sends the request. Every wait is ended, with a value or the reason why there is none.</summary>
    public async Task SendAsync(PendingReads reads)
    {
        try
        {
            var batch = sources.Rpc.CreateBatch("epoch", epoch.Id);
            // What is said of transactions is held against the headers, so these are needed as well.
            var needsHeaders = !blocks.HasHeaders && reads.Receipts.Count > 0;
            var read = reads.WantsBlocks || needsHeaders ? blocks.AddTo(batch, reads.Logs) : null;
            var receipts = sources.Receipts.AddTo(batch, reads.Receipts.Keys);
            var transactions = AddTransactions(batch, reads);
            var calls = reads.Calls.Select(call => (call.Key, call.Value, Answer: batch.Call(call.Key.Contract, call.Key.Calldata, call.Key.Tag))).ToArray();
            await batch.SendAsync(CancellationToken.None);

            await TakeCallsAsync(calls);
            foreach (var (waiting, answer) in transactions) Take(waiting, answer);
            if (read is not null) await blocks.TakeAsync(read, sources.Rpc, CancellationToken.None);
            reads.Blocks.TrySetResult();
            await TakeReceiptsAsync(reads, receipts);
        }
        catch (Exception exception)
        {
            reads.Fail(exception as SourceChainException ?? new SourceChainException($"{epoch}: {exception.Message}", exception));
        }
    }

    /// <summary>Whether another endpoint can be asked.</summary>
    public bool HasSeveralEndpoints => sources.Rpc.Endpoints.Count > 1;

    /// <summary>Makes calls at every endpoint by itself, and takes of each call the first answer that is not empty.</summary>
    /// <exception cref="SourceChainException">A call was answered by no endpoint.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> AskEveryEndpointAsync(IReadOnlyList<CallKey> keys)
    {
        var told = await Task.WhenAll(Enumerable.Range(0, sources.Rpc.Endpoints.Count).Select(async endpoint =>
        {
            var batch = sources.Rpc.CreateBatchAt(endpoint, "epoch", epoch.Id);
            var answers = keys.Select(key => batch.Call(key.Contract, key.Calldata, key.Tag)).ToArray();
            await batch.SendAsync(CancellationToken.None);
            return answers;
        }));
        return [.. keys.Select((key, i) =>
        {
            var answered = told.Select(answers => answers[i]).Where(static answer => answer.IsSuccess).ToArray();
            if (answered.Length == 0) throw CallFailure.Of(epoch, key, told[0][i].Error!);
            return (ReadOnlyMemory<byte>)(answered.FirstOrDefault(static answer => answer.Value.Length > 0) ?? answered[0]).Value;
        })];
    }

    private (TaskCompletionSource<MinedTransaction> Waiting, RpcAnswer<MinedTransaction?> Answer)[] AddTransactions(RpcBatch batch, PendingReads reads) =>
        [.. reads.Transactions.Select(wanted => (wanted.Value, batch.Transaction(wanted.Key.Hash, HashOf(wanted.Key.Block))))];

    private Hash32 HashOf(long block) => blocks.Headers[(int)(block - epoch.Begin)].Hash;

    private void Take(TaskCompletionSource<MinedTransaction> waiting, RpcAnswer<MinedTransaction?> answer)
    {
        if (answer.Error is { } error) waiting.TrySetException(new SourceChainException($"{epoch}: {error}"));
        else waiting.TrySetResult(answer.Value!);
    }

    private async Task TakeCallsAsync((CallKey Key, TaskCompletionSource<ReadOnlyMemory<byte>> Waiting, RpcAnswer<byte[]> Answer)[] calls)
    {
        var again = await AskAgainAsync([.. calls.Where(static call => IsEmptyConstant(call.Key, call.Answer)).Select(static call => call.Key)]);
        calls = [.. calls.Select(call => again.TryGetValue(call.Key, out var answer) ? call with { Answer = answer } : call)];
        var constants = calls
            .Where(static call => call.Key.Block == CallKey.Latest && call.Answer.IsSuccess && call.Answer.Value.Length > 0)
            .Select(static call => KeyValuePair.Create(call.Key, (ReadOnlyMemory<byte>)call.Answer.Value)).ToArray();
        await sources.Constants.KeepAsync(constants, CancellationToken.None);
        foreach (var (key, waiting, answer) in calls)
        {
            if (answer.Error is { } error) waiting.TrySetException(CallFailure.Of(epoch, key, error));
            else waiting.TrySetResult(answer.Value);
        }
    }

    /// <summary>
    /// A contract that never answers a constant is not there, and what needs it fails for good. So an empty answer is asked for once more before it
    /// is believed: an endpoint that has lost its state gives it too.
    /// </summary>
    private async Task<Dictionary<CallKey, RpcAnswer<byte[]>>> AskAgainAsync(CallKey[] empty)
    {
        if (empty.Length == 0) return [];
        var batch = sources.Rpc.CreateBatch("epoch", epoch.Id);
        var answers = empty.ToDictionary(static key => key, key => batch.Call(key.Contract, key.Calldata, key.Tag));
        await batch.SendAsync(CancellationToken.None);
        return answers;
    }

    private static bool IsEmptyConstant(CallKey key, RpcAnswer<byte[]> answer) => key.Block == CallKey.Latest && answer.IsSuccess && answer.Value.Length == 0;

    private async Task TakeReceiptsAsync(PendingReads reads, IReadOnlyList<ReceiptsRequest> requests)
    {
        if (requests.Count == 0) return;
        var receipts = await sources.Receipts.TakeAsync(epoch, blocks.Headers, requests, CancellationToken.None);
        foreach (var (block, ofBlock) in receipts) reads.Receipts[block].TrySetResult(ofBlock);
    }
}

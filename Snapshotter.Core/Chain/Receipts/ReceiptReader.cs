using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;

namespace Snapshotter.Core.Chain.Receipts;

/// <summary>
/// Reads the receipts of blocks: all of a block in one call of the epoch's request, or one by one, handed on to workers, where the
/// endpoint does not offer eth_getBlockReceipts.
/// </summary>
internal sealed class ReceiptReader(RpcClient rpc, DelegatedWork delegated, TimeProvider time)
{
    /// <summary>How long an endpoint without the method is not asked for it again: it may be replaced, or another one take over.</summary>
    public static readonly TimeSpan OneByOneLifetime = TimeSpan.FromMinutes(10);

    private readonly DelegatedReceipts _workers = new(rpc, delegated, time);
    private long _oneByOneUntil = long.MinValue;

    /// <summary>Adds one call for each block to a request, where the endpoint is not known to lack the method.</summary>
    public IReadOnlyList<ReceiptsRequest> AddTo(RpcBatch batch, IEnumerable<long> blocks)
    {
        var isOneByOne = time.GetUtcNow().UtcTicks < Interlocked.Read(ref _oneByOneUntil);
        return [.. blocks.Order().Select(block => new ReceiptsRequest(block, isOneByOne ? null : batch.BlockReceipts(BlockTag.At(block))))];
    }

    /// <summary>The receipts that came along with an epoch, or none where something is wrong with them: then who needs them asks again, and is told why.</summary>
    public async Task<IReadOnlyList<(long Block, TransactionReceipt[] Receipts)>> TryTakeAsync(
        Epoch epoch, IReadOnlyList<BlockHeader> headers, IReadOnlyList<ReceiptsRequest> requests, CancellationToken cancellationToken)
    {
        if (requests.Any(static request => request.Answer is not { IsSuccess: true, Value: not null })) return [];
        try
        {
            return await TakeAsync(epoch, headers, requests, cancellationToken);
        }
        catch (SourceChainException)
        {
            return [];
        }
    }

    /// <summary>The receipts of every block, held against the headers.</summary>
    /// <exception cref="SourceChainException">Receipts are missing or not of these blocks; the message names the transaction where it is about one.</exception>
    public async Task<IReadOnlyList<(long Block, TransactionReceipt[] Receipts)>> TakeAsync(
        Epoch epoch, IReadOnlyList<BlockHeader> headers, IReadOnlyList<ReceiptsRequest> requests, CancellationToken cancellationToken)
    {
        var blocks = Array.ConvertAll([.. requests], request => headers[(int)(request.Block - epoch.Begin)]);
        var isOneByOne = requests.Any(static request => request.Answer is null or { Error.Kind: RpcErrorKind.MethodNotFound });
        if (requests.Any(static request => request.Answer is { Error.Kind: RpcErrorKind.MethodNotFound }))
            Interlocked.Exchange(ref _oneByOneUntil, (time.GetUtcNow() + OneByOneLifetime).UtcTicks);

        var receipts = isOneByOne
            ? await _workers.ReadAsync(epoch, blocks, cancellationToken)
            : [.. requests.Select(request => ValueOf(epoch, request))];
        for (var i = 0; i < blocks.Length; i++) ReceiptCheck.Complete(epoch, blocks[i], receipts[i]);
        await ReceiptVerification.ConfirmAsync(rpc, epoch, blocks, receipts, cancellationToken);
        return [.. blocks.Zip(receipts, static (block, ofBlock) => (block.Number, ofBlock))];
    }

    private static TransactionReceipt[] ValueOf(Epoch epoch, ReceiptsRequest request)
    {
        var answer = request.Answer!;
        if (answer.Error is { } error) throw new SourceChainException($"{epoch}: the receipts of block {request.Block} could not be read: {error}");
        return answer.Value ?? throw new SourceChainException($"{epoch}: there are no receipts of block {request.Block}. The endpoint lags behind the one that gave the block; the epoch is read again.");
    }
}

using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// The source chain as a processor sees it during one epoch. Ask naturally, one value at a time: what is asked at the same time goes out
/// in one request, what was asked before is answered from memory, and what the epoch's logs already tell is not asked at all.
/// All blocks are of one fork; a failed read throws <see cref="SourceChainException"/>, which makes the stage be tried again.
/// </summary>
public interface ISourceChain
{
    /// <summary>The epoch that is read.</summary>
    Epoch Epoch { get; }

    /// <summary>False when the operator wants every value read by calls at its block instead of derived from logs.</summary>
    bool DerivesFromLogs { get; }

    /// <summary>The header of a block of the epoch, with the hashes of its transactions.</summary>
    ValueTask<BlockHeader> BlockAsync(long number, CancellationToken cancellationToken);

    /// <summary>The logs of a contract in the whole epoch whose first topic is one of <paramref name="signatures"/>, in log order.</summary>
    ValueTask<IReadOnlyList<LogEntry>> LogsAsync(Address contract, IReadOnlyList<Hash32> signatures, CancellationToken cancellationToken);

    /// <summary>The receipts of all transactions of a block of the epoch, in order, with all their logs.</summary>
    ValueTask<IReadOnlyList<TransactionReceipt>> ReceiptsAsync(long block, CancellationToken cancellationToken);

    /// <summary>A transaction of a block of the epoch.</summary>
    /// <param name="hash">The transaction's hash.</param>
    /// <param name="block">The block that holds it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    ValueTask<MinedTransaction> TransactionAsync(Hash32 hash, long block, CancellationToken cancellationToken);

    /// <summary>The answer of a contract's function at a block of the epoch or the one before it; empty where no such contract lives. Throws when it reverts.</summary>
    ValueTask<ReadOnlyMemory<byte>> CallAsync(Address contract, ReadOnlyMemory<byte> calldata, long block, CancellationToken cancellationToken);

    /// <summary>
    /// The answer of a function whose value never changes (a token's decimals), asked at the latest block, once for all epochs and starts.
    /// An empty answer is not remembered.
    /// </summary>
    ValueTask<ReadOnlyMemory<byte>> ConstantAsync(Address contract, ReadOnlyMemory<byte> calldata, CancellationToken cancellationToken);

    /// <summary>The value of a contract's view at the end of a block of the epoch, rolled forward from the events that change it, or called.</summary>
    /// <returns>Null where the contract does not exist at that block.</returns>
    ValueTask<T?> ViewAsync<T>(EventSourcedView<T> view, Address contract, long block, CancellationToken cancellationToken) where T : class;

    /// <summary>A value that several processors of the epoch compute alike, computed once. The key says who computes what.</summary>
    ValueTask<T> OnceAsync<T>(object key, Func<ISourceChain, CancellationToken, ValueTask<T>> compute, CancellationToken cancellationToken);
}

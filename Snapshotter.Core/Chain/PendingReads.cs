using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>What the processors of an epoch wait for, and what the next request will ask.</summary>
internal sealed class PendingReads
{
    /// <summary>Contracts and first topics whose logs are wanted.</summary>
    public Dictionary<Address, HashSet<Hash32>> Logs { get; } = [];

    /// <summary>Calls wanted.</summary>
    public Dictionary<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>> Calls { get; } = [];

    /// <summary>Calls that one endpoint answered with nothing, wanted of every endpoint. The headers are here.</summary>
    public Dictionary<CallKey, TaskCompletionSource<ReadOnlyMemory<byte>>> Confirmed { get; } = [];

    /// <summary>Blocks whose receipts are wanted.</summary>
    public Dictionary<long, TaskCompletionSource<IReadOnlyList<TransactionReceipt>>> Receipts { get; } = [];

    /// <summary>Transactions wanted, with the blocks that hold them.</summary>
    public Dictionary<(Hash32 Hash, long Block), TaskCompletionSource<MinedTransaction>> Transactions { get; } = [];

    /// <summary>Ends when headers and logs are in.</summary>
    public TaskCompletionSource Blocks { get; } = Observed(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>Whether anybody waits for <see cref="Blocks"/>.</summary>
    public bool WantsBlocks { get; private set; }

    public bool IsEmpty => !WantsBlocks && Calls.Count == 0 && Confirmed.Count == 0 && Receipts.Count == 0 && Transactions.Count == 0;

    public Task WantHeaders()
    {
        WantsBlocks = true;
        return Blocks.Task;
    }

    public Task WantLogs(Address contract, IReadOnlyList<Hash32> signatures)
    {
        WantsBlocks = true;
        if (!Logs.TryGetValue(contract, out var wanted)) Logs.Add(contract, wanted = []);
        wanted.UnionWith(signatures);
        return Blocks.Task;
    }

    public Task<ReadOnlyMemory<byte>> WantCall(CallKey key) => Want(Calls, key);

    public Task<ReadOnlyMemory<byte>> WantConfirmed(CallKey key) => Want(Confirmed, key);

    public Task<IReadOnlyList<TransactionReceipt>> WantReceipts(long block) => Want(Receipts, block);

    public Task<MinedTransaction> WantTransaction(Hash32 hash, long block) => Want(Transactions, (hash, block));

    /// <summary>Whoever waits is told that the request failed.</summary>
    public void Fail(Exception exception)
    {
        foreach (var waiting in Calls.Values) waiting.TrySetException(exception);
        foreach (var waiting in Confirmed.Values) waiting.TrySetException(exception);
        foreach (var waiting in Receipts.Values) waiting.TrySetException(exception);
        foreach (var waiting in Transactions.Values) waiting.TrySetException(exception);
        if (WantsBlocks) Blocks.TrySetException(exception);
    }

    private static Task<T> Want<TKey, T>(Dictionary<TKey, TaskCompletionSource<T>> wanted, TKey key) where TKey : notnull
    {
        if (!wanted.TryGetValue(key, out var waiting))
        {
            waiting = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            Faults.Observed(waiting.Task);
            wanted.Add(key, waiting);
        }

        return waiting.Task;
    }

    private static TaskCompletionSource Observed(TaskCompletionSource waiting)
    {
        Faults.Observed(waiting.Task);
        return waiting;
    }
}

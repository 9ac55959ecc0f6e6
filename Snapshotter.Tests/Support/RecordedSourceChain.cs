using System.Collections.Concurrent;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Tests.Support;

/// <summary>
/// One epoch of a recorded chain, answered at once and without a network: views are rolled from logs, or called at every block.
/// A call that the original did not make has no answer and ends the test.
/// </summary>
internal sealed class RecordedSourceChain(RecordedWorld world, Epoch epoch, bool derivesFromLogs) : ISourceChain
{
    private readonly ConcurrentDictionary<object, Lazy<object>> _once = new();
    private readonly ConcurrentDictionary<(Address, Hash32), object?[]> _views = new();

    /// <summary>Receipts instead of the recorded ones.</summary>
    public IReadOnlyList<TransactionReceipt>? Receipts { get; init; }

    public Epoch Epoch => epoch;

    public bool DerivesFromLogs => derivesFromLogs;

    public ValueTask<BlockHeader> BlockAsync(long number, CancellationToken cancellationToken)
    {
        epoch.Contains(number).Should().BeTrue($"block {number} is asked for in {epoch}");
        return new(world.Header(number));
    }

    public ValueTask<IReadOnlyList<LogEntry>> LogsAsync(Address contract, IReadOnlyList<Hash32> signatures, CancellationToken cancellationToken) =>
        new([.. LogsOf(contract).Where(log => signatures.Contains(log.Topics[0]))]);

    public ValueTask<IReadOnlyList<TransactionReceipt>> ReceiptsAsync(long block, CancellationToken cancellationToken)
    {
        epoch.Contains(block).Should().BeTrue($"the receipts of block {block} are asked for in {epoch}");
        return new(Receipts is { } given ? [.. given.Where(receipt => receipt.BlockNumber == block)] : world.Receipts(block));
    }

    public ValueTask<MinedTransaction> TransactionAsync(Hash32 hash, long block, CancellationToken cancellationToken) => new(world.Transaction(hash));

    public ValueTask<ReadOnlyMemory<byte>> CallAsync(Address contract, ReadOnlyMemory<byte> calldata, long block, CancellationToken cancellationToken) =>
        new(Call(contract, calldata, block));

    public ValueTask<ReadOnlyMemory<byte>> ConstantAsync(Address contract, ReadOnlyMemory<byte> calldata, CancellationToken cancellationToken) =>
        new(Call(contract, calldata, RecordedCallKey.AnyBlock));

    public ValueTask<T?> ViewAsync<T>(EventSourcedView<T> view, Address contract, long block, CancellationToken cancellationToken) where T : class =>
        new((T?)_views.GetOrAdd((contract, view.Signature), _ => Series(view, contract))[block - epoch.Begin]);

    public async ValueTask<T> OnceAsync<T>(object key, Func<ISourceChain, CancellationToken, ValueTask<T>> compute, CancellationToken cancellationToken) =>
        await (Task<T>)_once.GetOrAdd(key, _ => new Lazy<object>(() => compute(this, CancellationToken.None).AsTask())).Value;

    private object?[] Series<T>(EventSourcedView<T> view, Address contract) where T : class
    {
        var values = new object?[epoch.Size];
        var current = derivesFromLogs ? ValueAt(view, contract, epoch.Begin - 1) : null;
        var isDerived = current is not null;
        for (var i = 0; i < values.Length; i++)
        {
            var block = epoch.Begin + i;
            var last = LogsOf(contract).LastOrDefault(log => log.BlockNumber == block && log.Topics[0] == view.Signature);
            if (!isDerived) current = ValueAt(view, contract, block);
            else if (last is not null) current = view.FromEvent(last);
            values[i] = current;
        }

        return values;
    }

    private T? ValueAt<T>(EventSourcedView<T> view, Address contract, long block) where T : class
    {
        var answer = Call(contract, view.Calldata, block);
        return answer.IsEmpty ? null : view.FromCall(answer);
    }

    private IEnumerable<LogEntry> LogsOf(Address contract) => world.Logs(contract).Where(log => epoch.Contains(log.BlockNumber));

    private ReadOnlyMemory<byte> Call(Address contract, ReadOnlyMemory<byte> calldata, long block)
    {
        if (world.Chain.FindCall(contract, calldata.Span, block) is not { } answer)
            throw new InvalidOperationException($"The original did not call {Hex.Prefixed(calldata.Span)} of {contract} at block {block}.");
        if (answer.IsError) throw new SnapshotException($"Call of {contract} at block {block} reverts.");
        var text = answer.Json.Of(world.Chain.CallsJson);
        return Hex.Decode(System.Text.Encoding.ASCII.GetString(text[1..^1]));
    }
}

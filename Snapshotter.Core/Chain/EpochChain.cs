using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>One epoch of the source chain, read over JSON-RPC, as its processors see it (<see cref="ISourceChain"/>): what all of them wait for goes out as one request.</summary>
public sealed class EpochChain : ISourceChain
{
    private readonly EpochReads _reads;
    private readonly ConstantAnswers _constants;
    private readonly SharedComputations _shared = new();

    internal EpochChain(Epoch epoch, EpochSources sources, RolledViews before, EpochBlocks? blocks = null)
    {
        _reads = new EpochReads(blocks ?? new EpochBlocks(epoch, sources.Options.MaxLogAddresses), sources);
        _constants = sources.Constants;
        Views = new EpochViews(_reads, before);
    }

    /// <inheritdoc/>
    public Epoch Epoch => _reads.Epoch;

    /// <inheritdoc/>
    public bool DerivesFromLogs => _reads.DerivesFromLogs;

    /// <summary>Rolled values that a call contradicted.</summary>
    public IReadOnlyList<ViewMismatch> Mismatches => Views.Mismatches;

    internal EpochBlocks Blocks => _reads.Blocks;

    internal ReadInterests Interests { get; } = new();

    internal EpochViews Views { get; }

    /// <summary>What was asked for so far. Taken on a turn, because processors may still be asking.</summary>
    internal Task<EpochLesson> LearnAsync() => RunAsync(() => Task.FromResult(new EpochLesson(
        Epoch.Id,
        Interests.Logs.ToDictionary(static entry => entry.Key, static entry => (IReadOnlyList<Hash32>)[.. entry.Value]),
        [.. Views.Asked],
        [.. Interests.Calls],
        _reads.HasAllReceipts,
        Views.AtEnd())));

    /// <summary>All that was read, for other hosts. Taken before any processor runs.</summary>
    internal SharedEpoch Share()
    {
        var calls = _reads.Answers.ToDictionary();
        foreach (var (key, answer) in Views.Starts()) calls.TryAdd(key, answer);
        return new SharedEpoch(Epoch, Blocks.Headers, [.. Blocks.ShareLogs()], [.. calls], Mismatches);
    }

    /// <summary>Takes in what another host has read.</summary>
    internal void Take(SharedEpoch shared)
    {
        Blocks.Take(shared);
        foreach (var (key, answer) in shared.Calls) Prime(key, answer);
        Views.Distrust(shared.Mismatches);
    }

    /// <inheritdoc cref="EpochReads.Prime(CallKey, ReadOnlyMemory{byte})"/>
    internal void Prime(CallKey key, ReadOnlyMemory<byte> answer) => _reads.Prime(key, answer);

    /// <inheritdoc cref="EpochReads.Prime(long, IReadOnlyList{TransactionReceipt})"/>
    internal void Prime(long block, IReadOnlyList<TransactionReceipt> receipts) => _reads.Prime(block, receipts);

    /// <summary>Runs the work of processors on the epoch's turns and returns when it has ended.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => _reads.RunAsync(work);

    /// <inheritdoc/>
    public async ValueTask<BlockHeader> BlockAsync(long number, CancellationToken cancellationToken)
    {
        RefuseOthers(number, nameof(number));
        if (!_reads.IsOnTurn) return await RunAsync(() => BlockAsync(number, cancellationToken).AsTask());
        await _reads.HeadersAsync().WaitAsync(cancellationToken);
        return Blocks.Headers[(int)(number - Epoch.Begin)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LogEntry>> LogsAsync(Address contract, IReadOnlyList<Hash32> signatures, CancellationToken cancellationToken)
    {
        // To an endpoint, no topic at all would mean any.
        if (signatures.Count == 0) return [];
        if (!_reads.IsOnTurn) return await RunAsync(() => LogsAsync(contract, signatures, cancellationToken).AsTask());
        Interests.Add(contract, signatures);
        await _reads.LogsAsync(contract, signatures).WaitAsync(cancellationToken);
        var logs = Blocks.LogsOf(contract);
        return logs.Count == 0 ? logs : [.. logs.Where(log => signatures.Contains(log.Topics[0]))];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TransactionReceipt>> ReceiptsAsync(long block, CancellationToken cancellationToken)
    {
        RefuseOthers(block, nameof(block));
        return new(_reads.IsOnTurn ? _reads.ReceiptsAsync(block).WaitAsync(cancellationToken) : RunAsync(() => ReceiptsAsync(block, cancellationToken).AsTask()));
    }

    /// <inheritdoc/>
    public async ValueTask<MinedTransaction> TransactionAsync(Hash32 hash, long block, CancellationToken cancellationToken)
    {
        RefuseOthers(block, nameof(block));
        if (!_reads.IsOnTurn) return await RunAsync(() => TransactionAsync(hash, block, cancellationToken).AsTask());
        await _reads.HeadersAsync().WaitAsync(cancellationToken);
        return await _reads.TransactionAsync(hash, block).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> CallAsync(Address contract, ReadOnlyMemory<byte> calldata, long block, CancellationToken cancellationToken)
    {
        if (block < Math.Max(0, Epoch.Begin - 1) || block > Epoch.End)
        {
            throw new ArgumentOutOfRangeException(nameof(block), block, $"A processor of {Epoch} may only call at its blocks and the one before.");
        }

        if (!_reads.IsOnTurn) return new(RunAsync(() => CallAsync(contract, calldata, block, cancellationToken).AsTask()));
        var key = new CallKey(contract, calldata, block);
        Interests.Calls.Add(EpochCall.Of(Epoch, key));
        return new(_reads.CallSurelyAsync(key).WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ConstantAsync(Address contract, ReadOnlyMemory<byte> calldata, CancellationToken cancellationToken)
    {
        var key = new CallKey(contract, calldata, CallKey.Latest);
        if (_constants.TryGet(key, out var known)) return known;
        return _reads.IsOnTurn ? await _reads.ConstantAsync(key, cancellationToken) : await RunAsync(() => ConstantAsync(contract, calldata, cancellationToken).AsTask());
    }

    /// <inheritdoc/>
    public ValueTask<T?> ViewAsync<T>(EventSourcedView<T> view, Address contract, long block, CancellationToken cancellationToken) where T : class
    {
        RefuseOthers(block, nameof(block));
        if (!_reads.IsOnTurn) return new(RunAsync(() => ViewAsync(view, contract, block, cancellationToken).AsTask()));
        var key = new ViewKey(view, contract);
        return Views.TryGet(key, out var series) ? new((T?)series.At(block)) : new(LoadAsync());

        async Task<T?> LoadAsync() => (T?)(await Views.LoadAsync(key).WaitAsync(cancellationToken)).At(block);
    }

    /// <inheritdoc/>
    public ValueTask<T> OnceAsync<T>(object key, Func<ISourceChain, CancellationToken, ValueTask<T>> compute, CancellationToken cancellationToken)
    {
        if (!_reads.IsOnTurn) return new(RunAsync(() => OnceAsync(key, compute, cancellationToken).AsTask()));
        return _shared.GetAsync(key, this, compute, cancellationToken);
    }

    private void RefuseOthers(long block, string parameter)
    {
        if (!Epoch.Contains(block)) throw new ArgumentOutOfRangeException(parameter, block, $"A processor of {Epoch} may only ask for its blocks.");
    }
}

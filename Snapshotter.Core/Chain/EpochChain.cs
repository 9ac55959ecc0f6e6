using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// One epoch of the source chain, read over JSON-RPC. All asks run on the epoch's <see cref="TurnContext"/>: when nobody can go on,
/// what is waited for goes out as one request, at most one at a time.
/// </summary>
public sealed class EpochChain : ISourceChain
{
    private readonly StateCalls _state;
    private readonly EpochRequest _request;
    private readonly ConstantAnswers _constants;
    private readonly TurnContext _turn;
    private readonly EpochViews _views;
    private readonly SureCalls _sure;
    private readonly Dictionary<CallKey, Task<ReadOnlyMemory<byte>>> _calls = [];
    private readonly Dictionary<long, Task<IReadOnlyList<TransactionReceipt>>> _receipts = [];
    private readonly Dictionary<long, IReadOnlyList<TransactionReceipt>> _early = [];
    private readonly Dictionary<Hash32, Task<MinedTransaction>> _transactions = [];
    private readonly SharedComputations _shared = new();
    private PendingReads _pending = new();
    private bool _requestInFlight;
    private int _foreignWaits;

    internal EpochChain(Epoch epoch, EpochSources sources, RolledViews before, EpochBlocks? blocks = null)
    {
        Epoch = epoch;
        DerivesFromLogs = sources.Options.DeriveFromLogs;
        Blocks = blocks ?? new EpochBlocks(epoch, sources.Options.MaxLogAddresses);
        Interests = new ReadInterests();
        _state = new StateCalls(epoch, Blocks, sources.Rpc);
        _request = new EpochRequest(epoch, Blocks, _state, sources);
        _constants = sources.Constants;
        _turn = new TurnContext(SendPending);
        _views = new EpochViews(this, before);
        _sure = new SureCalls(this);
    }

    /// <inheritdoc/>
    public Epoch Epoch { get; }

    /// <inheritdoc/>
    public bool DerivesFromLogs { get; }

    /// <summary>Rolled values that a call contradicted.</summary>
    public IReadOnlyList<ViewMismatch> Mismatches => _views.Mismatches;

    internal EpochBlocks Blocks { get; }

    internal ReadInterests Interests { get; }

    internal EpochViews Views => _views;

    /// <summary>What was asked for so far. Taken on a turn, because processors may still be asking.</summary>
    internal Task<EpochLesson> LearnAsync() => RunAsync(() => Task.FromResult(new EpochLesson(
        Epoch.Id,
        Interests.Logs.ToDictionary(static entry => entry.Key, static entry => (IReadOnlyList<Hash32>)[.. entry.Value]),
        [.. _views.Asked],
        [.. Interests.Calls],
        _receipts.Count == Epoch.Size,
        _views.AtEnd())));

    /// <summary>All that was read, for other hosts. Taken before any processor runs.</summary>
    internal SharedEpoch Share()
    {
        var calls = _calls.Where(static call => !call.Key.IsConstant && call.Value.IsCompletedSuccessfully).ToDictionary(static call => call.Key, static call => call.Value.GetAwaiter().GetResult());
        foreach (var (key, answer) in _views.Starts()) calls.TryAdd(key, answer);
        return new SharedEpoch(Epoch, Blocks.Headers, [.. Blocks.ShareLogs()], [.. calls], Mismatches);
    }

    /// <summary>Takes in what another host has read.</summary>
    internal void Take(SharedEpoch shared)
    {
        Blocks.Take(shared);
        foreach (var (key, answer) in shared.Calls) Prime(key, answer);
        _views.Distrust(shared.Mismatches);
    }

    /// <summary>Puts in an answer that came with the epoch.</summary>
    internal void Prime(CallKey key, ReadOnlyMemory<byte> answer) => _calls[key] = Task.FromResult(answer);

    /// <summary>Puts in receipts that came with the epoch. They count as asked for only when somebody asks.</summary>
    internal void Prime(long block, IReadOnlyList<TransactionReceipt> receipts) => _early[block] = receipts;

    /// <summary>Runs the work of processors on the epoch's turns and returns when it has ended.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var result = default(T);
        await _turn.RunAsync(async () => result = await work());
        return result!;
    }

    /// <inheritdoc/>
    public async ValueTask<BlockHeader> BlockAsync(long number, CancellationToken cancellationToken)
    {
        if (!Epoch.Contains(number)) throw new ArgumentOutOfRangeException(nameof(number), number, $"A processor of {Epoch} may only ask for its blocks.");
        if (!OnTurn) return await RunAsync(() => BlockAsync(number, cancellationToken).AsTask());
        if (!Blocks.HasHeaders) await _pending.WantHeaders().WaitAsync(cancellationToken);
        return Blocks.Headers[(int)(number - Epoch.Begin)];
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LogEntry>> LogsAsync(Address contract, IReadOnlyList<Hash32> signatures, CancellationToken cancellationToken)
    {
        // To an endpoint, no topic at all would mean any.
        if (signatures.Count == 0) return [];
        if (!OnTurn) return await RunAsync(() => LogsAsync(contract, signatures, cancellationToken).AsTask());
        Interests.Add(contract, signatures);
        if (!Blocks.Covers(contract, signatures)) await _pending.WantLogs(contract, signatures).WaitAsync(cancellationToken);
        var logs = Blocks.LogsOf(contract);
        return logs.Count == 0 ? logs : [.. logs.Where(log => signatures.Contains(log.Topics[0]))];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TransactionReceipt>> ReceiptsAsync(long block, CancellationToken cancellationToken)
    {
        if (!Epoch.Contains(block)) throw new ArgumentOutOfRangeException(nameof(block), block, $"A processor of {Epoch} may only ask for its blocks.");
        if (!OnTurn) return new(RunAsync(() => ReceiptsAsync(block, cancellationToken).AsTask()));
        if (!_receipts.TryGetValue(block, out var known) || Faults.AreTransient(known)) _receipts[block] = known = _early.TryGetValue(block, out var early) ? Task.FromResult(early) : _pending.WantReceipts(block);
        return new(known.WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<MinedTransaction> TransactionAsync(Hash32 hash, long block, CancellationToken cancellationToken)
    {
        if (!Epoch.Contains(block)) throw new ArgumentOutOfRangeException(nameof(block), block, $"A processor of {Epoch} may only ask for its blocks.");
        if (!OnTurn) return await RunAsync(() => TransactionAsync(hash, block, cancellationToken).AsTask());
        if (!Blocks.HasHeaders) await _pending.WantHeaders().WaitAsync(cancellationToken);
        if (!_transactions.TryGetValue(hash, out var known) || Faults.AreTransient(known)) _transactions[hash] = known = _pending.WantTransaction(hash, block);
        return await known.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>> CallAsync(Address contract, ReadOnlyMemory<byte> calldata, long block, CancellationToken cancellationToken)
    {
        if (block < Math.Max(0, Epoch.Begin - 1) || block > Epoch.End)
        {
            throw new ArgumentOutOfRangeException(nameof(block), block, $"A processor of {Epoch} may only call at its blocks and the one before.");
        }

        if (!OnTurn) return new(RunAsync(() => CallAsync(contract, calldata, block, cancellationToken).AsTask()));
        var key = new CallKey(contract, calldata, block);
        Interests.Calls.Add(EpochCall.Of(Epoch, key));
        return new(_sure.CallAsync(key).WaitAsync(cancellationToken));
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ConstantAsync(Address contract, ReadOnlyMemory<byte> calldata, CancellationToken cancellationToken)
    {
        var key = new CallKey(contract, calldata, CallKey.Latest);
        if (_constants.TryGet(key, out var known)) return known;
        if (!OnTurn) return await RunAsync(() => ConstantAsync(contract, calldata, cancellationToken).AsTask());
        return await RecallAsync(key, cancellationToken) ?? await CallOnceAsync(key).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<T?> ViewAsync<T>(EventSourcedView<T> view, Address contract, long block, CancellationToken cancellationToken) where T : class
    {
        if (!Epoch.Contains(block)) throw new ArgumentOutOfRangeException(nameof(block), block, $"A processor of {Epoch} may only ask for its blocks.");
        if (!OnTurn) return new(RunAsync(() => ViewAsync(view, contract, block, cancellationToken).AsTask()));
        var key = new ViewKey(view, contract);
        return _views.TryGet(key, out var series) ? new((T?)series.At(block)) : new(LoadAsync());

        async Task<T?> LoadAsync() => (T?)(await _views.LoadAsync(key).WaitAsync(cancellationToken)).At(block);
    }

    /// <inheritdoc/>
    public ValueTask<T> OnceAsync<T>(object key, Func<ISourceChain, CancellationToken, ValueTask<T>> compute, CancellationToken cancellationToken)
    {
        if (!OnTurn) return new(RunAsync(() => OnceAsync(key, compute, cancellationToken).AsTask()));
        return _shared.GetAsync(key, this, compute, cancellationToken);
    }

    /// <summary>Calls once per key. A revert is an answer of the chain and is remembered; a call that failed otherwise is made anew.</summary>
    internal Task<ReadOnlyMemory<byte>> CallOnceAsync(CallKey key)
    {
        if (_calls.TryGetValue(key, out var known) && !Faults.AreTransient(known)) return known;
        return _calls[key] = _pending.WantCall(key);
    }

    /// <summary>Whether another endpoint can be asked.</summary>
    internal bool HasSeveralEndpoints => _state.HasSeveralEndpoints;

    /// <summary>Makes calls at every endpoint. One that has an answer is right; that there is none is believed when all that answer tell so.</summary>
    /// <exception cref="SourceChainException">A call was answered by no endpoint.</exception>
    internal async Task<IReadOnlyList<ReadOnlyMemory<byte>>> AskEveryEndpointAsync(IReadOnlyList<CallKey> keys)
    {
        if (!Blocks.HasHeaders) await _pending.WantHeaders();
        _foreignWaits++;
        try
        {
            return await _state.AskEveryEndpointAsync(keys);
        }
        finally
        {
            _foreignWaits--;
        }
    }

    /// <summary>Waits until the logs of a contract with one signature are here.</summary>
    internal async Task<IReadOnlyList<LogEntry>> LogsOnceAsync(Address contract, Hash32 signature)
    {
        Hash32[] signatures = [signature];
        if (!Blocks.Covers(contract, signatures)) await _pending.WantLogs(contract, signatures);
        return Blocks.LogsOf(contract);
    }

    private bool OnTurn => SynchronizationContext.Current == _turn;

    /// <summary>Looks the answer up in the state store. Until it is found or not, more may be asked for, so nothing is sent.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> RecallAsync(CallKey key, CancellationToken cancellationToken)
    {
        _foreignWaits++;
        try
        {
            return await _constants.RecallAsync(key, cancellationToken);
        }
        finally
        {
            _foreignWaits--;
        }
    }

    private void SendPending()
    {
        if (_requestInFlight || _foreignWaits > 0 || _pending.IsEmpty) return;
        var reads = _pending;
        _pending = new PendingReads();
        _requestInFlight = true;
        _ = SendAsync(reads);
    }

    private async Task SendAsync(PendingReads reads)
    {
        try
        {
            await _request.SendAsync(reads);
        }
        finally
        {
            _requestInFlight = false;
            _turn.Poke();
        }
    }
}

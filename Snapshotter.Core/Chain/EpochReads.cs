using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// What was read of one epoch, and what is waited for. All asks run on the epoch's <see cref="TurnContext"/>: when nobody can go on, what is waited for goes out as one
/// request, at most one at a time.
/// </summary>
internal sealed class EpochReads
{
    private readonly EpochSources _sources;
    private readonly EpochRequest _request;
    private readonly TurnContext _turn;
    private readonly bool _hasSeveralEndpoints;
    private readonly Dictionary<CallKey, Task<ReadOnlyMemory<byte>>> _calls = [];
    private readonly Dictionary<CallKey, Task<ReadOnlyMemory<byte>>> _confirmed = [];
    private readonly Dictionary<long, Task<IReadOnlyList<TransactionReceipt>>> _receipts = [];
    private readonly Dictionary<long, IReadOnlyList<TransactionReceipt>> _early = [];
    private readonly Dictionary<Hash32, Task<MinedTransaction>> _transactions = [];
    private PendingReads _pending = new();
    private bool _requestInFlight;
    private int _foreignWaits;

    public EpochReads(EpochBlocks blocks, EpochSources sources)
    {
        Blocks = blocks;
        _sources = sources;
        _hasSeveralEndpoints = sources.Rpc.Endpoints.Count > 1;
        _request = new EpochRequest(blocks, sources);
        _turn = new TurnContext(SendPending);
    }

    /// <summary>The epoch.</summary>
    public Epoch Epoch => Blocks.Epoch;

    /// <summary>Its headers and logs, as far as they are here.</summary>
    public EpochBlocks Blocks { get; }

    /// <summary>Whether values are derived from logs where that is exact.</summary>
    public bool DerivesFromLogs => _sources.Options.DeriveFromLogs;

    /// <summary>Whether the caller is on one of the epoch's turns.</summary>
    public bool IsOnTurn => SynchronizationContext.Current == _turn;

    /// <summary>Whether the receipts of all blocks were asked for.</summary>
    public bool HasAllReceipts => _receipts.Count == Epoch.Size;

    /// <summary>The answers that are here of calls at the epoch's blocks.</summary>
    public IEnumerable<KeyValuePair<CallKey, ReadOnlyMemory<byte>>> Answers => _calls
        .Where(static call => !call.Key.IsConstant && call.Value.IsCompletedSuccessfully)
        .Select(static call => KeyValuePair.Create(call.Key, call.Value.GetAwaiter().GetResult()));

    /// <summary>Runs work on the epoch's turns and returns when it has ended.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var result = default(T);
        await _turn.RunAsync(async () => result = await work());
        return result!;
    }

    /// <summary>Puts in an answer that came with the epoch.</summary>
    public void Prime(CallKey key, ReadOnlyMemory<byte> answer) => _calls[key] = Task.FromResult(answer);

    /// <summary>Puts in receipts that came with the epoch. They count as asked for only when somebody asks.</summary>
    public void Prime(long block, IReadOnlyList<TransactionReceipt> receipts) => _early[block] = receipts;

    /// <summary>Waits until the headers are here.</summary>
    public Task HeadersAsync() => Blocks.HasHeaders ? Task.CompletedTask : _pending.WantHeaders();

    /// <summary>Waits until the logs of a contract with the first topics are here.</summary>
    public Task LogsAsync(Address contract, IReadOnlyList<Hash32> signatures) => Blocks.Covers(contract, signatures) ? Task.CompletedTask : _pending.WantLogs(contract, signatures);

    /// <summary>The receipts of a block.</summary>
    public Task<IReadOnlyList<TransactionReceipt>> ReceiptsAsync(long block)
    {
        if (_receipts.TryGetValue(block, out var known) && !Faults.AreTransient(known)) return known;
        return _receipts[block] = _early.TryGetValue(block, out var early) ? Task.FromResult(early) : _pending.WantReceipts(block);
    }

    /// <summary>A transaction of a block, when the headers are here.</summary>
    public Task<MinedTransaction> TransactionAsync(Hash32 hash, long block)
    {
        if (_transactions.TryGetValue(hash, out var known) && !Faults.AreTransient(known)) return known;
        return _transactions[hash] = _pending.WantTransaction(hash, block);
    }

    /// <summary>Calls once per key. A revert is an answer of the chain and is remembered; a call that failed otherwise is made anew.</summary>
    public Task<ReadOnlyMemory<byte>> CallAsync(CallKey key)
    {
        if (_calls.TryGetValue(key, out var known) && !Faults.AreTransient(known)) return known;
        return _calls[key] = _pending.WantCall(key);
    }

    /// <summary>
    /// The same, where an answer that is empty is not believed of one endpoint alone: one that has lost its state tells so of every contract. A constant is kept for good, so that
    /// the only endpoint is asked for it a second time.
    /// </summary>
    public Task<ReadOnlyMemory<byte>> CallSurelyAsync(CallKey key)
    {
        if (!_hasSeveralEndpoints && !key.IsConstant) return CallAsync(key);
        if (_confirmed.TryGetValue(key, out var known) && !Faults.AreTransient(known)) return known;
        return _confirmed[key] = Faults.Observed(ConfirmAsync(key));
    }

    /// <summary>The answer to a call that never changes.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ConstantAsync(CallKey key, CancellationToken cancellationToken) =>
        await RecallAsync(key, cancellationToken) ?? await CallSurelyAsync(key).WaitAsync(cancellationToken);

    private async Task<ReadOnlyMemory<byte>> ConfirmAsync(CallKey key)
    {
        var answer = await CallAsync(key);
        return answer.IsEmpty ? await _pending.WantConfirmed(key) : answer;
    }

    /// <summary>Looks the answer up in the state store. Until it is found or not, more may be asked for, so nothing is sent.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> RecallAsync(CallKey key, CancellationToken cancellationToken)
    {
        _foreignWaits++;
        try
        {
            return await _sources.Constants.RecallAsync(key, cancellationToken);
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

using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Core.Chain.Sharing;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Storage;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain;

/// <summary>
/// Reads epochs of the source chain one after another. In the steady state an epoch is one HTTP request: one eth_getLogs over all
/// contracts and the headers, with the views rolled on from the epoch before.
/// </summary>
public sealed class SourceChainReader
{
    private readonly RpcClient _rpc;
    private readonly SourceChainOptions _options;
    private readonly EpochSources _sources;
    private readonly ReadAhead _ahead;
    private readonly HostWishes? _wishes;
    private readonly SharedEpochs? _shared;
    private EpochChain? _last;

    /// <summary>Reads through <paramref name="rpc"/> and keeps what never changes in <paramref name="facts"/>.</summary>
    /// <param name="rpc">The source chain.</param>
    /// <param name="facts">Where constants are kept.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="delegated">The workers that read receipts one by one where the endpoint does not give those of a block.</param>
    /// <param name="time">The clock of their timeout.</param>
    /// <param name="shared">What hosts share; null where there is nobody to share with.</param>
    public SourceChainReader(RpcClient rpc, IStateStore facts, SourceChainOptions options, DelegatedWork delegated, TimeProvider time, SharedEpochs? shared = null)
    {
        _rpc = rpc;
        _options = options;
        _sources = new EpochSources(rpc, new ConstantAnswers(facts, options.MaxConstants), new ReceiptReader(rpc, delegated, time), options);
        _ahead = new ReadAhead(options.ReadAheadEpochs, options.DeriveFromLogs);
        _shared = shared;
        if (shared is not null) _wishes = new HostWishes(shared, options);
    }

    /// <summary>The highest block the source chain was seen to have, or -1.</summary>
    public long Head { get; private set; } = -1;

    /// <summary>Asks for the head alone: one call.</summary>
    /// <param name="epochId">The epoch that is waited for, for accounting.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="SourceChainException">The head could not be read.</exception>
    public async ValueTask<long> ReadHeadAsync(long epochId, CancellationToken cancellationToken)
    {
        var batch = _rpc.CreateBatch("head", epochId);
        var head = batch.BlockNumber();
        await batch.SendAsync(cancellationToken);
        TakeHead(head);
        return Head;
    }

    /// <summary>Reads an epoch when the head is at least <paramref name="headOffset"/> blocks past its end. Epochs are read in order, by one caller.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <param name="headOffset">How many blocks must lie above the epoch's last one.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The epoch, or null while the source head is not far enough.</returns>
    /// <exception cref="SourceChainException">The epoch could not be read; trying again may help.</exception>
    public async ValueTask<EpochChain?> TryReadAsync(Epoch epoch, int headOffset, CancellationToken cancellationToken)
    {
        if (_last is { } last) await LearnAsync(last);
        if (_wishes is not null) await HearAsync(_wishes, cancellationToken);
        var plan = PlanRead();
        var chain = new EpochChain(epoch, _sources, plan.Rolled);

        var batch = _rpc.CreateBatch("epoch", epoch.Id);
        var head = Head < epoch.End + headOffset ? batch.BlockNumber() : null;
        var blocks = chain.Blocks.AddTo(batch, plan.Logs);
        var views = new ViewReads(epoch, plan.Views, plan.Rolled);
        if (!_options.DeriveFromLogs) views.AddCalled(batch);
        else views.AddRolled(batch, checkAll: epoch.Id % _options.CheckEveryEpochs == 0);
        var calls = new CallReads(epoch, plan.Calls);
        calls.AddTo(batch);
        var receipts = plan.Receipts ? _sources.Receipts.AddTo(batch, Enumerable.Range(0, epoch.Size).Select(i => epoch.Begin + i)) : [];
        await batch.SendAsync(cancellationToken);
        if (head is not null) TakeHead(head);
        if (Head < epoch.End + headOffset) return null;

        await TakeBlocksAsync(chain, blocks, cancellationToken);
        if (plan.Rolled.IsOfAnotherForkThan(chain.Blocks.Headers[0])) return WithoutValues(chain);

        // Calls name their blocks by heights: at another endpoint than the one that gave the headers these may be blocks of another fork.
        if (batch.IsAnsweredAtOnce)
        {
            views.GiveTo(chain);
            calls.GiveTo(chain);
        }

        foreach (var (block, ofBlock) in await _sources.Receipts.TryTakeAsync(epoch, chain.Blocks.Headers, receipts, cancellationToken)) chain.Prime(block, ofBlock);
        _last = chain;
        return chain;
    }

    /// <summary>Gives an epoch that was just read, and that no processor has asked for anything, to the other hosts that will run its jobs.</summary>
    public ValueTask ShareAsync(EpochChain chain, CancellationToken cancellationToken) => _shared?.OfferAsync(chain, cancellationToken) ?? default;

    /// <summary>An epoch that was released earlier and whose jobs still have to run, read when they ask.</summary>
    public EpochChain Reopen(ReleasedEpoch released) =>
        new(released.Epoch, _sources, RolledViews.None, new EpochBlocks(released.Epoch, _options.MaxLogAddresses, released.EndHash));

    /// <summary>The same with what another host has read of it, if there is anything.</summary>
    public async ValueTask<EpochChain> ReopenSharedAsync(ReleasedEpoch released, CancellationToken cancellationToken)
    {
        var chain = Reopen(released);
        if (_shared is not null && await _shared.FindAsync(released, cancellationToken) is { } shared) chain.Take(shared);
        return chain;
    }

    /// <summary>Forgets the values rolled so far, which belong to a fork that is no more.</summary>
    public void DropValues()
    {
        lock (_ahead) _ahead.DropValues();
    }

    /// <summary>Takes in what an epoch's processors asked for.</summary>
    internal async Task LearnAsync(EpochChain chain) => Learn(await chain.LearnAsync());

    /// <summary>The same of an epoch that has ended, and tells other hosts of it where they do not know.</summary>
    internal async Task LearnAndTellAsync(EpochChain chain)
    {
        var lesson = await chain.LearnAsync();
        Learn(lesson);
        if (_wishes is not null) await _wishes.AddAsync(lesson);
    }

    private void Learn(EpochLesson lesson)
    {
        lock (_ahead) _ahead.Learn(lesson);
    }

    private async ValueTask HearAsync(HostWishes wishes, CancellationToken cancellationToken)
    {
        var heard = await wishes.HearAsync(cancellationToken);
        lock (_ahead)
        {
            foreach (var lesson in heard) _ahead.Learn(lesson with { EpochId = Math.Max(lesson.EpochId, _ahead.Latest) });
        }
    }

    /// <summary>The values rolled so far are those of blocks that are no more; the logs just read are of the new fork.</summary>
    private EpochChain WithoutValues(EpochChain chain)
    {
        DropValues();
        return _last = new EpochChain(chain.Epoch, _sources, RolledViews.None, chain.Blocks);
    }

    private ReadPlan PlanRead()
    {
        lock (_ahead) return new ReadPlan(_ahead.Logs(), [.. _ahead.Views], [.. _ahead.Calls], _ahead.Receipts, _ahead.Rolled);
    }

    private void TakeHead(RpcAnswer<long> answer)
    {
        if (answer.Error is { } error) throw new SourceChainException($"The source head could not be read: {error}");
        Head = Math.Max(Head, answer.Value);
    }

    private async Task TakeBlocksAsync(EpochChain chain, BlocksRequest blocks, CancellationToken cancellationToken)
    {
        try
        {
            await chain.Blocks.TakeAsync(blocks, _rpc, cancellationToken);
        }
        catch (SourceChainException)
        {
            // Whoever told the head may have been wrong: it is asked again before the epoch is.
            Head = Math.Min(Head, chain.Epoch.Begin - 1);
            throw;
        }
    }

    private sealed record ReadPlan(
        Dictionary<Address, HashSet<Hash32>> Logs, IReadOnlyList<ViewKey> Views, IReadOnlyList<EpochCall> Calls, bool Receipts, RolledViews Rolled);
}

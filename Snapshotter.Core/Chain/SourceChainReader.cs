using Snapshotter.Core.Epochs;
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
    private readonly ConstantAnswers _constants;
    private readonly ReadAhead _ahead;
    private EpochChain? _last;

    /// <summary>Reads through <paramref name="rpc"/> and keeps what never changes in <paramref name="facts"/>.</summary>
    public SourceChainReader(RpcClient rpc, IStateStore facts, SourceChainOptions options)
    {
        _rpc = rpc;
        _options = options;
        _constants = new ConstantAnswers(facts, options.MaxConstants);
        _ahead = new ReadAhead(options.ReadAheadEpochs);
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
    /// <param name="parent">The hash its first block should name as parent, or null when there is no epoch before it.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="SourceChainException">The epoch could not be read; trying again may help.</exception>
    public async ValueTask<EpochRead> TryReadAsync(Epoch epoch, int headOffset, Hash32? parent, CancellationToken cancellationToken)
    {
        if (_last is { } last) await LearnAsync(last);
        var plan = PlanRead();
        var chain = new EpochChain(epoch, _rpc, _constants, _options, plan.Rolled);

        var batch = _rpc.CreateBatch("epoch", epoch.Id);
        var head = Head < epoch.End + headOffset ? batch.BlockNumber() : null;
        var blocks = chain.Blocks.AddTo(batch, plan.Logs);
        var checks = AddChecks(batch, epoch, plan);
        await batch.SendAsync(cancellationToken);
        if (head is not null) TakeHead(head);
        if (Head < epoch.End + headOffset || !chain.Blocks.TryTake(blocks)) return EpochRead.NotYet;

        if (parent is { } expected && chain.Blocks.Headers[0].ParentHash != expected)
        {
            // The values rolled so far are those of blocks that are no more; the logs just read are of the new fork.
            lock (_ahead) _ahead.DropValues();
            _last = new EpochChain(epoch, _rpc, _constants, _options, RolledViews.None, chain.Blocks);
            return new EpochRead(_last, Reorganised: true);
        }

        foreach (var view in plan.Views) chain.Views.RollAhead(view);
        foreach (var (view, answer) in checks)
        {
            if (!answer.IsSuccess) continue;
            chain.Prime(new CallKey(view.Contract, view.View.Calldata, epoch.End), answer.Value);
            chain.Views.Check(view, answer.Value);
        }

        _last = chain;
        return new EpochRead(chain, Reorganised: false);
    }

    /// <summary>An epoch that was released earlier and whose jobs still have to run, read when they ask.</summary>
    public EpochChain Reopen(ReleasedEpoch released) =>
        new(released.Epoch, _rpc, _constants, _options, RolledViews.None, new EpochBlocks(released.Epoch, _options.MaxLogAddresses, released.EndHash));

    /// <summary>Takes in what an epoch's processors asked for.</summary>
    internal async Task LearnAsync(EpochChain chain)
    {
        var lesson = await chain.LearnAsync();
        lock (_ahead) _ahead.Learn(lesson);
    }

    private ReadPlan PlanRead()
    {
        lock (_ahead) return new ReadPlan(_ahead.Logs(), [.. _ahead.Views], _ahead.Rolled);
    }

    private void TakeHead(RpcAnswer<long> answer)
    {
        if (answer.Error is { } error) throw new SourceChainException($"The source head could not be read: {error}");
        Head = Math.Max(Head, answer.Value);
    }

    // Every rolled view at intervals, and always those whose contract was not there before: no event tells that one came into being.
    private List<(ViewKey View, RpcAnswer<byte[]> Answer)> AddChecks(RpcBatch batch, Epoch epoch, ReadPlan plan)
    {
        var checks = new List<(ViewKey, RpcAnswer<byte[]>)>();
        if (!_options.DeriveFromLogs) return checks;
        var checkAll = epoch.Id % _options.CheckEveryEpochs == 0;
        foreach (var view in plan.Views)
        {
            if (!plan.Rolled.TryGet(view, epoch.Begin - 1, out var value)) continue;
            if (checkAll || value is null) checks.Add((view, batch.Call(view.Contract, view.View.Calldata, BlockTag.At(epoch.End))));
        }

        return checks;
    }

    private sealed record ReadPlan(Dictionary<Address, HashSet<Hash32>> Logs, IReadOnlyList<ViewKey> Views, RolledViews Rolled);
}

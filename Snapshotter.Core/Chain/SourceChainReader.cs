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
        _ahead = new ReadAhead(options.ReadAheadEpochs, options.DeriveFromLogs);
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
        var views = new ViewReads(epoch, plan.Views, plan.Rolled);
        if (!_options.DeriveFromLogs) views.AddCalled(batch);
        else views.AddRolled(batch, checkAll: epoch.Id % _options.CheckEveryEpochs == 0);
        await batch.SendAsync(cancellationToken);
        if (head is not null) TakeHead(head);
        if (Head < epoch.End + headOffset) return EpochRead.NotYet;

        await TakeBlocksAsync(chain, blocks, cancellationToken);
        if (parent is { } expected && chain.Blocks.Headers[0].ParentHash != expected) return await TakeOtherForkAsync(chain, expected, cancellationToken);

        views.GiveTo(chain);
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

    /// <summary>The epoch does not follow the one before. It is taken once the chain confirms that the block between them is another one now.</summary>
    private async ValueTask<EpochRead> TakeOtherForkAsync(EpochChain chain, Hash32 expected, CancellationToken cancellationToken)
    {
        var number = chain.Epoch.Begin - 1;
        var found = chain.Blocks.Headers[0].ParentHash;
        var batch = _rpc.CreateBatch("reorganisation check", chain.Epoch.Id);
        var before = batch.Block(BlockTag.At(number));
        await batch.SendAsync(cancellationToken);
        if (before.Error is { } error) throw new SourceChainException($"{chain.Epoch}: block {number}, at which the chain seems to be reorganised, could not be read: {error}");
        if (before.Value?.Hash != found)
        {
            throw new SourceChainException($"{chain.Epoch}: its first block names {found} as its parent, but block {number} is {before.Value?.Hash.ToString() ?? "unknown"} and was {expected} before. The endpoints are on different forks; the epoch is read again.");
        }

        // The values rolled so far are those of blocks that are no more; the logs just read are of the new fork.
        lock (_ahead) _ahead.DropValues();
        _last = new EpochChain(chain.Epoch, _rpc, _constants, _options, RolledViews.None, chain.Blocks);
        return new EpochRead(_last, Reorganised: true);
    }

    private sealed record ReadPlan(Dictionary<Address, HashSet<Hash32>> Logs, IReadOnlyList<ViewKey> Views, RolledViews Rolled);
}

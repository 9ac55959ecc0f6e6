using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>
/// Reads the contract's events, each once and none never, however long the anchor chain or the node was away. Each look is one request:
/// the head, the block where the last look ended, and the logs since. The effects of events and how far was read are one transaction.
/// </summary>
public sealed class AnchorReader(
    AnchorRpc rpc, IProtocolContract contract, AnchorCursorStore cursors, AnchorReorganisation reorganisation, BatchDecisions batches,
    EventEffects effects, AccountGate accounts, AnchorHead head, IEnumerable<IProtocolEvents> listeners, ProtocolOptions options)
{
    /// <summary>After so many looks in a row whose answers may be of several chains the next one is taken as it is: an endpoint may lack a method for good.</summary>
    private const int MostTorn = 3;

    private readonly IProtocolEvents[] _listeners = [.. listeners];
    private bool _isNear;
    private int _torn;

    /// <summary>Raised with each event after what it changes is durable. Handlers must be quick and must not throw.</summary>
    public event Action<ProtocolEvent>? Applied;

    /// <summary>Begins where the state store says that reading stands: another process may have read on since.</summary>
    public void Begin()
    {
        cursors.Forget();
        _isNear = false;
        _torn = 0;
    }

    /// <summary>Reads on.</summary>
    /// <returns>Whether the newest block is reached; otherwise there is more to read at once.</returns>
    /// <exception cref="RpcException">The anchor chain does not answer; nothing is lost.</exception>
    /// <exception cref="AnchorForkException">An endpoint tells of another chain that is not believed, or not yet; nothing has changed.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (await cursors.LoadAsync(cancellationToken) is not { } cursor)
        {
            await BeginAtHeadAsync(cancellationToken);
            return true;
        }

        return _isNear ? await ReadNewestAsync(cursor, cancellationToken) : await CatchUpAsync(cursor, cancellationToken);
    }

    // A node without a past starts at the head: what was released and decided before, the views tell.
    private async ValueTask BeginAtHeadAsync(CancellationToken cancellationToken)
    {
        var batch = rpc.Client.CreateBatch("anchor");
        var newest = batch.Block(BlockTag.Latest);
        await batch.SendAsync(cancellationToken);
        if (newest.Value is not { } header) return;
        head.Saw(header.Number);
        await cursors.BeginAsync(new AnchorCursor(header.Number, header.Hash, []), await ReleasedByAsync(header.Hash, cancellationToken), cancellationToken);
        _isNear = true;
    }

    // Without it the node begins with the first release that an event tells of, which may not be the first one.
    private async ValueTask<long?> ReleasedByAsync(Hash32 block, CancellationToken cancellationToken)
    {
        var view = contract.CurrentEpoch();
        var batch = rpc.Client.CreateBatch("anchor");
        var answer = batch.Call(contract.Address, view.Data, block);
        await batch.SendAsync(cancellationToken);
        try
        {
            return answer.IsSuccess ? view.Read(answer.Value).Id : null;
        }
        catch (AbiException)
        {
            return null;
        }
    }

    private async ValueTask<bool> ReadNewestAsync(AnchorCursor cursor, CancellationToken cancellationToken)
    {
        var batch = rpc.Client.CreateBatch("anchor");
        var newest = batch.Block(BlockTag.Latest);
        var last = batch.Block(cursor.Number);
        var own = AskForOwn(batch);
        var logs = batch.Logs(LogFilter.Since(Math.Max(0, cursor.Number - options.RescanBlocks + 1), [contract.Address], contract.Topics));
        await batch.SendAsync(cancellationToken);
        if (IsTorn(batch)) return false;
        if (newest.Value is not { } header) return true;
        if (await IsReplacedAsync(cursor, header, last.Value, own, logs.IsSuccess ? logs.Value : [], cancellationToken)) return false;
        head.Saw(header.Number);
        if (header.Number < cursor.Number) return true;

        if (logs.Error is { } error)
        {
            // How much is missing is not known to the endpoint's limit on ranges; in bounded ranges it is.
            _isNear = false;
            if (header.Number - cursor.Number <= options.MaxLogBlocks && error.Kind is not (RpcErrorKind.RangeRefused or RpcErrorKind.TooLarge or RpcErrorKind.InvalidRequest)) throw new RpcException(error);
            return false;
        }

        // The logs may be of a later head than the header is: those come again with the next look.
        await ApplyAsync(cursor, header, logs.Value.Where(log => log.BlockNumber <= header.Number), cancellationToken);
        return true;
    }

    private async ValueTask<bool> CatchUpAsync(AnchorCursor cursor, CancellationToken cancellationToken)
    {
        var look = rpc.Client.CreateBatch("anchor");
        var newest = look.Block(BlockTag.Latest);
        var last = look.Block(cursor.Number);
        var own = AskForOwn(look);
        await look.SendAsync(cancellationToken);
        if (newest.Value is not { } header) return true;
        if (await IsReplacedAsync(cursor, header, last.Value, own, [], cancellationToken)) return false;

        head.Saw(header.Number);
        if (header.Number <= cursor.Number)
        {
            _isNear = true;
            return true;
        }

        var to = Math.Min(header.Number, cursor.Number + options.MaxLogBlocks);
        var batch = rpc.Client.CreateBatch("anchor");
        var end = batch.Block(to);
        var still = batch.Block(cursor.Number);
        var logs = batch.Logs(new LogFilter([contract.Address], contract.Topics, Math.Max(0, cursor.Number - options.RescanBlocks + 1), to));
        await batch.SendAsync(cancellationToken);
        if (IsTorn(batch)) return false;
        if (end.Value is not { } endHeader) return true;
        if (still.Value?.Hash != cursor.Hash) throw new AnchorForkException($"anchor block {cursor.Number} was {cursor.Hash} at one request and is {still.Value?.Hash.ToString() ?? "not there"} at the next. The endpoints are on different forks, or the chain was just reorganised; it is asked again.");
        await ApplyAsync(cursor, endHeader, logs.Value, cancellationToken);
        _isNear = to == header.Number;
        return false;
    }

    /// <summary>Whether the answers to a look may be of several chains, so that it is made again: some came later than others, or from elsewhere.</summary>
    private bool IsTorn(RpcBatch batch)
    {
        _torn = batch.IsAnsweredAtOnce || _torn == MostTorn ? 0 : _torn + 1;
        return _torn > 0;
    }

    private (Hash32 Hash, RpcAnswer<BlockHeader?> Block)[] AskForOwn(RpcBatch batch) => [.. head.Unread().Select(block => (block.Hash, batch.Block(block.Number)))];

    /// <summary>Whether one of the blocks in which something of this node was found is no longer in the chain.</summary>
    private bool HasLostOwn((Hash32 Hash, RpcAnswer<BlockHeader?> Block)[] own)
    {
        var isLost = false;
        foreach (var (hash, block) in own)
        {
            // An endpoint that lags does not know it yet.
            if (!block.IsSuccess || block.Value is not { } header) continue;
            head.Read(hash);
            isLost |= header.Hash != hash;
        }

        return isLost;
    }

    /// <summary>Whether blocks that were read, or in which something of this node was found, are no longer in the chain; then what they told is undone, and who listens is told.</summary>
    /// <exception cref="AnchorForkException">It is not believed, or not yet.</exception>
    private async ValueTask<bool> IsReplacedAsync(
        AnchorCursor cursor, BlockHeader newest, BlockHeader? last, (Hash32 Hash, RpcAnswer<BlockHeader?> Block)[] own, LogEntry[] logs, CancellationToken cancellationToken)
    {
        var isReplaced = last is not null ? last.Hash != cursor.Hash : reorganisation.IsShorter(newest);
        isReplaced |= Array.Exists(logs, log => cursor.At(log.BlockNumber) is { } block && block.Hash != log.BlockHash);
        if (isReplaced)
        {
            var (back, undone) = await reorganisation.SettleAsync(cursor, newest, cancellationToken);
            await accounts.RunAsync(async () =>
            {
                var undo = await effects.UndoAsync(undone, cancellationToken);
                await cursors.SaveAsync(back, undo, cancellationToken);
                return undo;
            }, cancellationToken);
        }
        else if (last is not null)
        {
            reorganisation.Saw(cursor.Number, cursor.Hash);
            reorganisation.Saw(newest.Number, newest.Hash);
        }
        else if (newest.Number >= cursor.Number)
        {
            // Of which chain the newest block is cannot be told, and reading on would leave what was read as it is.
            throw new AnchorForkException($"anchor block {cursor.Number}, which was read before, is not there, but block {newest.Number} is. The endpoint lags in part; it is asked again.");
        }

        // Where only those of this node are gone nothing that was read is to be undone: what was sent is looked for, which no lie about it can harm.
        if (!HasLostOwn(own) && !isReplaced) return false;
        foreach (var listener in _listeners) listener.Reorganised();
        return true;
    }

    private async ValueTask ApplyAsync(AnchorCursor cursor, BlockHeader end, IEnumerable<LogEntry> logs, CancellationToken cancellationToken)
    {
        var fresh = logs.Where(log => !log.Removed && cursor.At(log.BlockNumber) is null).GroupBy(static log => (log.BlockNumber, log.BlockHash))
            .OrderBy(static block => block.Key.BlockNumber)
            .Select(block => new AppliedBlock(block.Key.BlockNumber, block.Key.BlockHash, [.. block.OrderBy(static log => log.LogIndex).SelectMany(contract.Read)]))
            .Where(static block => block.Events.Count > 0).ToArray();
        fresh = await batches.ResolveAsync(fresh, cancellationToken);
        var change = await accounts.RunAsync(async () =>
        {
            var effect = await effects.OfAsync(fresh, cancellationToken);
            await cursors.SaveAsync(cursor.Advance(end.Number, end.Hash, fresh, options.ReorgWindow), effect, cancellationToken);
            return effect;
        }, cancellationToken);
        foreach (var epochId in change.Withdrawn)
        {
            foreach (var listener in _listeners) listener.Withdrawn(epochId);
        }

        foreach (var happened in fresh.SelectMany(static block => block.Events))
        {
            foreach (var listener in _listeners) listener.Happened(happened);
            Applied?.Invoke(happened);
        }
    }
}

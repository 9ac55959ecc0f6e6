using Microsoft.Extensions.Logging;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>
/// Asks the contract for decisions on this node's snapshots that no event told of, and gives up on those that never came. It is asked as of the block up to which
/// events were read: what was decided later is still to be told, and a reorganisation that replaces the block undoes what was read as of it.
/// </summary>
/// <remarks>One caller at a time, who reads the anchor chain as well.</remarks>
public sealed partial class FinalityCatchUp(
    IStateStore store, AnchorCursorStore cursors, IProtocolContract contract, ContractViews views, EventEffects effects, AccountGate accounts, TimeProvider time, ILogger<FinalityCatchUp> logger) : IProtocolEvents
{
    /// <summary>After how many further epochs a missing decision is asked for.</summary>
    private const int AskAfter = 2;

    /// <summary>After how many further epochs it is given up, if nothing can be submitted for it any more: windows may be longer.</summary>
    private const int GiveUpAfter = 10;

    /// <summary>How many epochs further back is looked after a start, for those that ended undecided while the node was away, and after a reorganisation.</summary>
    private const int LookBack = 20;

    private long _newest;
    private long _asked;
    private long _gaveUp = -1;
    private long _failedAt = -1;

    /// <summary>The last block of the window of the epoch that is the next to be given up, where it is known to be open.</summary>
    private long _closesAt;

    /// <inheritdoc/>
    public void Happened(ProtocolEvent happened)
    {
        if (happened is ProtocolEvent.EpochReleased released) _newest = Math.Max(_newest, released.Epoch.Id);
    }

    /// <inheritdoc/>
    /// <remarks>Decisions may be undone that were made in blocks which stay, so that no event tells of them again.</remarks>
    public void Reorganised() => (_asked, _gaveUp, _failedAt, _closesAt) = (0, -1, -1, 0);

    /// <summary>Asks for what is due, each epoch twice. Where the contract cannot be asked, it is asked again when the anchor chain has another block.</summary>
    /// <exception cref="StorageException">The state store failed; what is due stays due.</exception>
    public async ValueTask LookAsync(CancellationToken cancellationToken)
    {
        if (_newest == 0 || await cursors.LoadAsync(cancellationToken) is not { } at || at.Number <= _failedAt) return;
        try
        {
            if (_gaveUp < 0) _gaveUp = Math.Max(0, _newest - GiveUpAfter - LookBack);
            while (_gaveUp < _newest - GiveUpAfter && at.Number >= _closesAt && await AskAsync(_gaveUp + 1, isLast: true, cancellationToken)) _gaveUp++;
            for (_asked = Math.Max(_asked, _gaveUp); _asked < _newest - AskAfter; _asked++) await AskAsync(_asked + 1, isLast: false, cancellationToken);
        }
        catch (ProtocolStateException exception)
        {
            _failedAt = at.Number;
            LogNotAsked(exception, _newest - AskAfter);
        }
    }

    /// <returns>False when it is too early for the last time.</returns>
    private async ValueTask<bool> AskAsync(long epochId, bool isLast, CancellationToken cancellationToken)
    {
        // A CID that a lookup made known is no decision that was taken in: only its stage tells of that.
        var built = store.BuiltAsync(epochId, cancellationToken).AsTask();
        var ended = (await store.EpochReportsAsync(epochId, 1, cancellationToken)).SelectMany(static report => report.Transitions).Where(static transition => transition.Stage == Stage.SnapshotFinalize).Select(static transition => transition.Subject).ToHashSet(StringComparer.Ordinal);
        string[] open = [.. (await built).Select(static one => one.ProjectId).Where(id => !ended.Contains(id))];
        if (open.Length == 0) return true;
        var at = (await cursors.LoadAsync(cancellationToken))!;
        if (isLast && at.Number < (_closesAt = await LastBlockAsync(epochId, cancellationToken))) return false;
        var decided = await views.DecisionsAsync(epochId, open, at.Hash, cancellationToken);
        ProtocolEvent[] decisions = [.. open.Zip(decided).Where(static one => one.Second is not null).Select(one => new ProtocolEvent.SnapshotFinalized(epochId, one.First, one.Second!.Value))];

        // What a lookup made known and is not so here is of a chain that is gone, or is still to be told. Of what is decided the effects look for themselves.
        string[] undecided = [.. open.Where((_, i) => decided[i] is null)];
        var known = await store.DecidedCidsAsync(epochId, undecided, cancellationToken);
        var change = new StateChange
        {
            Reverted = [.. undecided.Zip(known).Where(static one => one.Second is not null).Select(one => new FinalizedSnapshot(epochId, one.First, one.Second!.Value))],
            Transitions = isLast ? [.. undecided.Select(id => GivenUp(epochId, id))] : [],
        };
        if (decisions.Length > 0 || !change.IsEmpty) await TakeInAsync(at, epochId, decisions, change, cancellationToken);
        return true;
    }

    private async ValueTask<long> LastBlockAsync(long epochId, CancellationToken cancellationToken) =>
        await store.EpochAsync(epochId, cancellationToken) is { } released ? released.AnchorBlock + await views.ReadAsync(contract.SubmissionWindow(), cancellationToken) : 0;

    private async ValueTask TakeInAsync(AnchorCursor at, long epochId, ProtocolEvent[] decisions, StateChange beside, CancellationToken cancellationToken)
    {
        var cursor = decisions.Length > 0 ? at.Told(decisions) : at;
        await accounts.RunAsync(async () =>
        {
            var change = await effects.OfAsync([.. cursor.Recent.Skip(at.Recent.Count)], cancellationToken);
            await cursors.SaveAsync(cursor, change with { Reverted = [.. change.Reverted, .. beside.Reverted], Transitions = [.. change.Transitions, .. beside.Transitions] }, cancellationToken);
            return change;
        }, cancellationToken);
        if (decisions.Length > 0) LogCaughtUp(decisions.Length, epochId, at.Number);
    }

    private Transition GivenUp(long epochId, string projectId) => new(
        epochId, Stage.SnapshotFinalize, projectId, $"Consensus did not decide within {GiveUpAfter} further epochs.", null, time.GetUtcNow().ToUnixTimeSeconds());

    [LoggerMessage(EventId = 1741, Level = LogLevel.Information, Message = "{Count} decisions of epoch {EpochId} that no event told of were read from the contract as of anchor block {Block}.")]
    private partial void LogCaughtUp(int count, long epochId, long block);

    [LoggerMessage(EventId = 1742, Level = LogLevel.Warning, Message = "The contract could not be asked for missing decisions up to epoch {EpochId}; it is asked again with the next anchor block.")]
    private partial void LogNotAsked(Exception exception, long epochId);
}

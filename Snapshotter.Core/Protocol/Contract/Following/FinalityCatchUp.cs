using Microsoft.Extensions.Logging;
using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>Asks the contract for decisions on this node's snapshots that no event told of, and gives up on those that never came.</summary>
public sealed partial class FinalityCatchUp(IStateStore store, IProtocolState protocol, AccountGate accounts, TimeProvider time, ILogger<FinalityCatchUp> logger) : IPipelinePart, IProtocolEvents, IDisposable
{
    /// <summary>After how many further epochs a missing decision is asked for.</summary>
    private const int AskAfter = 2;

    /// <summary>After how many further epochs it is given up.</summary>
    private const int GiveUpAfter = 10;

    /// <summary>How many epochs further back a new start looks: those that ended undecided while the node was away.</summary>
    private const int LookBack = 20;

    private readonly WakeUp _news = new();
    private long _newest;
    private long _asked;
    private long _gaveUp;

    /// <inheritdoc/>
    public void Happened(ProtocolEvent happened)
    {
        if (happened is not ProtocolEvent.EpochReleased released || released.Epoch.Id <= Volatile.Read(ref _newest)) return;
        Volatile.Write(ref _newest, released.Epoch.Id);
        _news.Set();
    }

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _news.WaitAsync(cancellationToken);
            var newest = Volatile.Read(ref _newest);
            try
            {
                // Each epoch twice, also when several were released since the last look.
                for (_gaveUp = Math.Max(_gaveUp, newest - GiveUpAfter - LookBack); _gaveUp < newest - GiveUpAfter; _gaveUp++) await AskAsync(_gaveUp + 1, gaveUp: true, cancellationToken);
                for (_asked = Math.Max(_asked, _gaveUp); _asked < newest - AskAfter; _asked++) await AskAsync(_asked + 1, gaveUp: false, cancellationToken);
            }
            catch (Exception exception) when (exception is ProtocolStateException or StorageException)
            {
                // Asked again with the next epoch.
                LogNotAsked(exception, newest - AskAfter);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _news.Dispose();

    private async ValueTask AskAsync(long epochId, bool gaveUp, CancellationToken cancellationToken)
    {
        // A CID that a caller of the API made known is no decision that was taken in: only its stage tells of that.
        var reports = await store.EpochReportsAsync(epochId, 1, cancellationToken);
        var ended = reports.SelectMany(static report => report.Transitions).Where(static transition => transition.Stage == Stage.SnapshotFinalize).Select(static transition => transition.Subject).ToHashSet(StringComparer.Ordinal);
        var open = (await store.BuiltAsync(epochId, cancellationToken)).Where(built => !ended.Contains(built.ProjectId)).ToList();
        if (open.Count == 0) return;
        string[] ids = [.. open.Select(static built => built.ProjectId)];
        var decided = await protocol.ConsensusAsync(epochId, ids, cancellationToken);
        var caughtUp = await accounts.RunAsync(async () =>
        {
            var refused = Decisions.RefusalsOf(await store.EpochReportsAsync(epochId, 1, cancellationToken));
            var change = Decisions.ToChange(epochId, ids, decided, [.. open.Select(static built => (Cid?)built.Cid)], time.GetUtcNow(), refused);
            if (gaveUp) change = change with { Transitions = [.. change.Transitions, .. GivenUp(epochId, ids.Where((_, i) => decided[i] is null))] };
            if (change.Transitions.Count > 0) await store.CommitAsync(change, cancellationToken);
            return change.Finalized.Count;
        }, cancellationToken);
        if (caughtUp > 0) LogCaughtUp(caughtUp, epochId);
    }

    private IEnumerable<Transition> GivenUp(long epochId, IEnumerable<string> projectIds) => projectIds.Select(id => new Transition(
        epochId, Stage.SnapshotFinalize, id, $"Consensus did not decide within {GiveUpAfter} further epochs.", null, time.GetUtcNow().ToUnixTimeSeconds()));

    [LoggerMessage(EventId = 1741, Level = LogLevel.Information, Message = "{Count} decisions of epoch {EpochId} that no event told of were read from the contract.")]
    private partial void LogCaughtUp(int count, long epochId);

    [LoggerMessage(EventId = 1742, Level = LogLevel.Warning, Message = "The contract could not be asked for missing decisions up to epoch {EpochId}; it is asked again with the next epoch.")]
    private partial void LogNotAsked(Exception exception, long epochId);
}

using Microsoft.Extensions.Logging;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>What events change in the node's state, and how that is undone when a reorganisation takes them back.</summary>
public sealed partial class EventEffects(IStateStore store, TimeProvider time, ILogger<EventEffects> logger)
{
    /// <summary>What blocks with events change, in one change.</summary>
    public async ValueTask<StateChange> OfAsync(IReadOnlyList<AppliedBlock> blocks, CancellationToken cancellationToken)
    {
        var finalized = new List<FinalizedSnapshot>();
        var reverted = new List<FinalizedSnapshot>();
        var transitions = new List<Transition>();
        var reports = new List<SubmissionReport>();
        var events = blocks.SelectMany(static block => block.Events).ToArray();
        foreach (var epoch in events.OfType<ProtocolEvent.SnapshotFinalized>().GroupBy(static one => one.EpochId))
        {
            string[] ids = [.. epoch.Select(static one => one.ProjectId)];
            var built = store.BuiltCidsAsync(epoch.Key, ids, cancellationToken).AsTask();
            var known = store.DecidedCidsAsync(epoch.Key, ids, cancellationToken).AsTask();
            var refused = Decisions.RefusalsOf(await store.EpochReportsAsync(epoch.Key, 1, cancellationToken));

            // Consensus decides once: another CID was looked up on a chain that is gone.
            reverted.AddRange(epoch.Zip(await known).Where(static one => one.Second is { } cid && cid != one.First.Cid).Select(static one => new FinalizedSnapshot(one.First.EpochId, one.First.ProjectId, one.Second!.Value)));
            var change = Decisions.ToChange(epoch.Key, ids, [.. epoch.Select(static one => (Cid?)one.Cid)], await built, time.GetUtcNow(), refused);
            finalized.AddRange(change.Finalized);
            transitions.AddRange(change.Transitions);
            reports.AddRange(change.Reports);
        }

        ProjectUpdate[] updates = [.. events.OfType<ProtocolEvent.ProjectUpdated>().Select(static one => new ProjectUpdate(one.ProjectId, one.Allowed, one.EnableEpochId))];
        var (reanchored, withdrawn) = await CompareAsync(events.OfType<ProtocolEvent.EpochReleased>(), cancellationToken);
        return new StateChange
        {
            Finalized = finalized,
            Reverted = reverted,
            Transitions = transitions,
            Reports = reports,
            ProjectUpdates = updates,
            Reanchored = reanchored,
            Withdrawn = [.. withdrawn.Distinct()],
        };
    }

    /// <summary>
    /// What must be taken back with blocks that are no longer in the chain. A released epoch stays until it is known what was released in its place, and a
    /// submission that did not count stays missed.
    /// </summary>
    public async ValueTask<StateChange> UndoAsync(IReadOnlyList<AppliedBlock> blocks, CancellationToken cancellationToken)
    {
        var reverted = new List<FinalizedSnapshot>();
        foreach (var block in blocks)
        {
            foreach (var happened in block.Events)
            {
                switch (happened)
                {
                    case ProtocolEvent.SnapshotFinalized finalized:
                        reverted.Add(new FinalizedSnapshot(finalized.EpochId, finalized.ProjectId, finalized.Cid));
                        LogFinalityUndone(finalized.ProjectId, finalized.EpochId, block.Number);
                        break;
                    case ProtocolEvent.EpochReleased released:
                        LogReleaseUndone(released.Epoch.Id, block.Number);
                        break;
                }
            }
        }

        return new StateChange { Reverted = reverted, Reports = await MissedAsync(reverted, cancellationToken) };
    }

    private async ValueTask<List<SubmissionReport>> MissedAsync(List<FinalizedSnapshot> reverted, CancellationToken cancellationToken)
    {
        var missed = new List<SubmissionReport>();
        foreach (var epoch in reverted.GroupBy(static one => one.EpochId))
        {
            var refused = Decisions.RefusalsOf(await store.EpochReportsAsync(epoch.Key, 1, cancellationToken));
            string[] ids = [.. epoch.Select(static one => one.ProjectId).Where(refused.ContainsKey)];
            if (ids.Length == 0) continue;
            var own = await store.BuiltCidsAsync(epoch.Key, ids, cancellationToken);
            missed.AddRange(ids.Select((id, i) => new SubmissionReport(epoch.Key, id, SubmissionOutcome.Missed, own[i], null, refused[id])));
        }

        return missed;
    }

    /// <summary>An epoch that is known already was released again, by a reorganisation: the same one in another block, or another one in its place.</summary>
    private async ValueTask<(List<ReleasedEpoch> Reanchored, List<long> Withdrawn)> CompareAsync(IEnumerable<ProtocolEvent.EpochReleased> releases, CancellationToken cancellationToken)
    {
        var reanchored = new List<ReleasedEpoch>();
        var withdrawn = new List<long>();
        foreach (var released in releases)
        {
            if (await store.EpochAsync(released.Epoch.Id, cancellationToken) is not { } known) continue;
            if (known.Epoch != released.Epoch)
            {
                LogSuperseded(released.Epoch.Id, known.Epoch.Begin, known.Epoch.End, released.Epoch.Begin, released.Epoch.End);

                // The later ones stand on it.
                var current = (await store.CurrentEpochAsync(cancellationToken))!.Epoch.Id;
                for (var id = released.Epoch.Id; id <= current; id++) withdrawn.Add(id);
            }
            else if (known.AnchorBlock != released.AnchorBlock || known.Timestamp != released.Timestamp)
            {
                LogReanchored(released.Epoch.Id, known.AnchorBlock, released.AnchorBlock);
                reanchored.Add(known with { AnchorBlock = released.AnchorBlock, Timestamp = released.Timestamp });
            }
        }

        return (reanchored, withdrawn);
    }

    [LoggerMessage(EventId = 1711, Level = LogLevel.Warning, Message = "The decision on {Project} in epoch {EpochId} is undone: anchor block {Block} is no longer in the chain.")]
    private partial void LogFinalityUndone(string project, long epochId, long block);

    [LoggerMessage(EventId = 1712, Level = LogLevel.Warning, Message = "The release of epoch {EpochId} is undone: anchor block {Block} is no longer in the chain. What was built is kept until it is released again.")]
    private partial void LogReleaseUndone(long epochId, long block);

    [LoggerMessage(EventId = 1713, Level = LogLevel.Error, Message = "Epoch {EpochId} was released again with other blocks: {Begin} to {End} instead of {OldBegin} to {OldEnd}. What was built for it is discarded and built anew.")]
    private partial void LogSuperseded(long epochId, long oldBegin, long oldEnd, long begin, long end);

    [LoggerMessage(EventId = 1714, Level = LogLevel.Information, Message = "Epoch {EpochId} is released in anchor block {Block} now instead of {OldBlock}; nothing of it changes but its submission window.")]
    private partial void LogReanchored(long epochId, long oldBlock, long block);
}

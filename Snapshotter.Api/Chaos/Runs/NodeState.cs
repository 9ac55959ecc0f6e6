using Snapshotter.Api.Chaos.Invariants;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>Reads what a stopped node left in its stores.</summary>
internal static class NodeState
{
    private const int MostDeadJobs = 20;
    private const int MostFailedPins = 10_000;
    private const int MostSubmissions = 10_000;

    /// <summary>The history with what is in the stores.</summary>
    public static async Task<History> AddAsync(History history, NodeStores stores, CancellationToken cancellationToken)
    {
        var (state, queue) = (stores.State, stores.Queue);
        var (finalities, contents) = (new List<Finality>(), new Dictionary<string, byte[]>(StringComparer.Ordinal));
        foreach (var projectId in history.ProjectIds)
        {
            foreach (var final in await state.FinalizedCidsAsync(projectId, 1, history.Epochs, cancellationToken))
            {
                var cid = final.Cid.ToString();
                finalities.Add(new Finality(new SnapshotKey(final.EpochId, projectId), cid));
                if (await FindAsync(stores.Contents, final.Cid, cancellationToken) is { } bytes) contents[cid] = bytes;
                else if (history.Pinned?.GetValueOrDefault(cid) is { } pinned) contents[cid] = pinned;
            }
        }

        var depth = await queue.DepthAsync(cancellationToken);
        var (pinsLeft, failedPins) = (0L, new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var pins in stores.Pins)
        {
            pinsLeft += (await pins.DepthAsync(cancellationToken)).Waiting;
            foreach (var failed in await pins.FailedAsync(MostFailedPins, cancellationToken)) failedPins[failed.Pin.Cid.ToString()] = failed.Reason;
        }

        var reports = await state.EpochReportsAsync(history.Epochs, history.Epochs, cancellationToken);
        return history with
        {
            Finalities = finalities,
            Contents = contents,
            Outcomes = reports.ToDictionary(static report => report.Epoch.Epoch.Id, static report => new EpochOutcome(
                report.Epoch.EndHash.ToString(),
                report.Transitions.FirstOrDefault(static transition => transition.Stage == Stage.EpochReleased)?.Extra,
                report.Transitions.ToDictionary(static transition => (transition.Stage, transition.Subject), static transition => transition.Error))),
            Counts = (await state.SubmissionTotalsAsync(cancellationToken)).ToDictionary(static total => total.ProjectId, static total => new SubmissionCounts(total.Successful, total.Incorrect, total.Missed), StringComparer.Ordinal),
            FailedPins = failedPins,
            PinsLeft = pinsLeft,
            SubmissionsLeft = (await state.OutboxAsync(MostSubmissions, cancellationToken)).Count,
            JobsLeft = depth.Waiting + depth.Leased,
            JobsProcessing = (await stores.Ledger.CountsAsync(cancellationToken)).Processing,
            OpenEpochs = [.. (await queue.PendingByEpochAsync(cancellationToken)).Keys],
            DeadJobs = [.. (await queue.DeadAsync(MostDeadJobs, cancellationToken)).Select(static dead => FormattableString.Invariant($"{dead.Job.Kind} of epoch {dead.Job.EpochId}: {dead.Reason}"))],
        };
    }

    private static async Task<byte[]?> FindAsync(IReadOnlyList<IContentStore> stores, Cid cid, CancellationToken cancellationToken)
    {
        foreach (var store in stores)
        {
            if (await store.GetAsync(cid, cancellationToken) is { } bytes) return bytes.ToArray();
        }

        return null;
    }
}

using Snapshotter.Api.Chaos.Invariants;
using Snapshotter.Api.Chaos.Worlds;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>Reads what a stopped node left in its data folder.</summary>
internal static class NodeState
{
    private const int MostDeadJobs = 20;
    private const int MostFailedPins = 10_000;
    private const int MostSubmissions = 10_000;

    /// <summary>The history with what is in the folder.</summary>
    public static async Task<History> AddAsync(History history, string folder, CancellationToken cancellationToken)
    {
        await using var state = SqliteStateStore.Open(folder);
        await using var content = SqliteContentStore.Open(folder, queuesPins: history.Pinned is not null);
        using var pins = new SqlitePinQueue(content, TimeProvider.System);
        using var queue = new SqliteJobQueue(state, new SteadyTime(TimeProvider.System));
        var (finalized, contents) = (new Dictionary<SnapshotKey, string>(), new Dictionary<string, byte[]>(StringComparer.Ordinal));
        foreach (var projectId in history.ProjectIds)
        {
            foreach (var final in await state.FinalizedCidsAsync(projectId, 1, history.Epochs, cancellationToken))
            {
                var cid = final.Cid.ToString();
                finalized[new SnapshotKey(final.EpochId, projectId)] = cid;
                if (await content.GetAsync(final.Cid, cancellationToken) is { } bytes) contents[cid] = bytes.ToArray();
                else if (history.Pinned?.GetValueOrDefault(cid) is { } pinned) contents[cid] = pinned;
            }
        }

        var depth = await queue.DepthAsync(cancellationToken);
        var reports = await state.EpochReportsAsync(history.Epochs, history.Epochs, cancellationToken);
        return history with
        {
            Finalized = finalized,
            Contents = contents,
            Outcomes = reports.ToDictionary(static report => report.Epoch.Epoch.Id, static report => new EpochOutcome(
                report.Epoch.EndHash.ToString(),
                report.Transitions.FirstOrDefault(static transition => transition.Stage == Stage.EpochReleased)?.Extra,
                report.Transitions.ToDictionary(static transition => (transition.Stage, transition.Subject), static transition => transition.Error))),
            Counts = (await state.SubmissionTotalsAsync(cancellationToken)).ToDictionary(static total => total.ProjectId, static total => new SubmissionCounts(total.Successful, total.Incorrect, total.Missed), StringComparer.Ordinal),
            FailedPins = (await pins.FailedAsync(MostFailedPins, cancellationToken)).ToDictionary(static failed => failed.Pin.Cid.ToString(), static failed => failed.Reason, StringComparer.Ordinal),
            PinsLeft = (await pins.DepthAsync(cancellationToken)).Waiting,
            SubmissionsLeft = (await state.OutboxAsync(MostSubmissions, cancellationToken)).Count,
            JobsLeft = depth.Waiting + depth.Leased,
            DeadJobs = [.. (await queue.DeadAsync(MostDeadJobs, cancellationToken)).Select(static dead => FormattableString.Invariant($"{dead.Job.Kind} of epoch {dead.Job.EpochId}: {dead.Reason}"))],
        };
    }
}

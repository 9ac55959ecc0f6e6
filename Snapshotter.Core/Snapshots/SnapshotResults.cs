using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Snapshots;

/// <summary>What follows from building snapshots, of base projects and of aggregates alike: bytes stored, states named, jobs queued.</summary>
internal sealed class SnapshotResults(IContentStore contents, SubmissionJobs submissions, AggregateJobs aggregates, TimeProvider time)
{
    /// <summary>Stores the bytes and returns what is to be written.</summary>
    /// <exception cref="SourceChainException">A build is worth another attempt, and <paramref name="isLastAttempt"/> is false.</exception>
    public async ValueTask<StateChange> KeepAsync(long epochId, Slice slice, SnapshotBuild[] builds, bool isLastAttempt, CancellationToken cancellationToken)
    {
        // On the last attempt the other projects' snapshots are kept and only the failed ones are given up.
        if (!isLastAttempt && builds.FirstOrDefault(static build => build.IsTransient) is { } failure) throw new SourceChainException(failure.Error!);

        var built = builds.Where(static build => build.Bytes is not null).ToArray();
        var cids = await contents.PutAsync(epochId, [.. built.Select(static build => build.Bytes!.Value)], cancellationToken);
        return new StateChange
        {
            Transitions = Array.ConvertAll(builds, build => EndOf(epochId, build.ProjectId, build.Error)),
            Built = [.. built.Select((build, i) => new BuiltSnapshot(epochId, build.ProjectId, cids[i]))],
            Reports = [.. builds.Where(static build => build.Error is not null).Select(build => MissedOf(epochId, build.ProjectId, build.Error!))],
            Enqueued = [.. submissions.After(epochId, slice, built.Length > 0), .. aggregates.After(epochId, builds.Select(static build => build.ProjectId))],
        };
    }

    /// <summary>The building of projects is given up for a reason; what waits for them goes on.</summary>
    public StateChange GivenUp(long epochId, IReadOnlyList<string> projectIds, string reason) => new()
    {
        Transitions = [.. projectIds.Select(id => EndOf(epochId, id, reason))],
        Reports = [.. projectIds.Select(id => MissedOf(epochId, id, reason))],
        Enqueued = [.. submissions.AfterFailure(epochId), .. aggregates.After(epochId, projectIds)],
    };

    private static SubmissionReport MissedOf(long epochId, string projectId, string reason) =>
        new(epochId, projectId, SubmissionOutcome.Missed, null, null, reason);

    private Transition EndOf(long epochId, string projectId, string? error) =>
        new(epochId, Stage.SnapshotBuild, projectId, error, null, time.GetUtcNow().ToUnixTimeSeconds());
}

using Snapshotter.Core.Chain;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Snapshots;

/// <summary>What follows from building snapshots, of base projects and of aggregates alike: bytes stored, states named, jobs queued.</summary>
internal sealed class SnapshotResults(IContentStore contents, SnapshotMetrics metrics, TimeProvider time)
{
    /// <summary>Why nothing is built when the configuration changed while the epoch was in work.</summary>
    public const string TypeIsGone = "The configuration no longer has this project type.";

    /// <summary>The state of a project that is being built once more: its building has not ended, and what waits for it waits again.</summary>
    public const string Again = "It is being built once more, as the operator asked.";

    /// <summary>The most contents put at once, and the most that a change brings along.</summary>
    private const int Portion = 256;

    /// <summary>Stores the bytes and returns what is to be written.</summary>
    /// <param name="plan">The epoch's plan.</param>
    /// <param name="job">The job that built.</param>
    /// <param name="builds">What came of its projects.</param>
    /// <param name="isLastAttempt">Whether the job is not tried again.</param>
    /// <param name="cancellationToken">Cancels the storing.</param>
    /// <param name="run">Under what the job as a whole ends, where its projects do not tell; none otherwise.</param>
    /// <exception cref="SourceChainException">A build is worth another attempt, and <paramref name="isLastAttempt"/> is false.</exception>
    public async ValueTask<StateChange> KeepAsync(EpochPlan plan, Job job, SnapshotBuild[] builds, bool isLastAttempt, CancellationToken cancellationToken, params IReadOnlyList<string> run)
    {
        // On the last attempt the other projects' snapshots are kept and only the failed ones are given up.
        if (!isLastAttempt && builds.FirstOrDefault(static build => build.IsTransient) is { } failure) throw new SourceChainException(failure.Error!);

        var built = builds.Where(static build => build.Bytes is not null).ToArray();
        var put = await PutAsync(job.EpochId, Array.ConvertAll(built, static build => build.Bytes!.Value), cancellationToken);
        metrics.Made(job.Kind, builds);
        string[] ids = [.. builds.Select(static build => build.ProjectId)];
        return new StateChange
        {
            Transitions = [.. run.Select(id => EndOf(job.EpochId, id, null)), .. builds.Select(build => EndOf(job.EpochId, build.ProjectId, build.Error, build.Extra))],
            Arisen = [.. ids.Where(id => !plan.Knows(id))],
            Contents = put.WithChange,
            Built = [.. built.Select((build, i) => new BuiltSnapshot(job.EpochId, build.ProjectId, put.Cids[i]))],
            Reports = [.. builds.Where(static build => build.Error is not null).Select(build => MissedOf(job.EpochId, build.ProjectId, build.Error!))],
            Enqueued = [.. plan.Followers.After(job.EpochId, job.Key, [.. run, .. ids]), .. SubmissionJobs.After(plan, job, built.Length > 0 ? ids : [])],
        };
    }

    /// <summary>The building of projects is given up for a reason; what waits for them goes on.</summary>
    public StateChange GivenUp(EpochPlan plan, Job job, IReadOnlyList<string> projectIds, string reason)
    {
        metrics.GivenUp(job.Kind, projectIds.Count);
        return new StateChange
        {
            Transitions = [.. projectIds.Select(id => EndOf(job.EpochId, id, reason))],
            Reports = [.. projectIds.Select(id => MissedOf(job.EpochId, id, reason))],
            Enqueued = [.. plan.Followers.After(job.EpochId, job.Key, projectIds), .. SubmissionJobs.After(plan, job, [])],
        };
    }

    private async ValueTask<PutContents> PutAsync(long epochId, ReadOnlyMemory<byte>[] built, CancellationToken cancellationToken)
    {
        if (built.Length <= Portion) return await contents.PutForChangeAsync(epochId, built, cancellationToken);
        var cids = new List<Cid>(built.Length);
        foreach (var portion in built.Chunk(Portion)) cids.AddRange(await contents.PutAsync(epochId, portion, cancellationToken));
        return new PutContents(cids, []);
    }

    private static SubmissionReport MissedOf(long epochId, string projectId, string reason) =>
        new(epochId, projectId, SubmissionOutcome.Missed, null, null, reason);

    private Transition EndOf(long epochId, string projectId, string? error, string? extra = null) =>
        new(epochId, Stage.SnapshotBuild, projectId, error, extra, time.GetUtcNow().ToUnixTimeSeconds());
}

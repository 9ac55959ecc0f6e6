using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Submission;

/// <summary>Hands the CIDs of a slice to consensus.</summary>
internal sealed class SubmitHandler(ProjectPlan plan, IStateStore store, IProtocolState protocol, TimeProvider time) : IJobHandler
{
    private const string JobKind = "submit";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId, Slice slice) => new(JobKind, epochId, slice.Key, slice.ToPayload());

    /// <summary>The job that follows a slice, once the building of all <paramref name="waitsFor"/> has ended.</summary>
    public static NewJob JobFor(long epochId, Slice slice, IReadOnlyList<string> waitsFor) => JobFor(epochId, slice) with { WaitsFor = waitsFor };

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var slice = Slice.Parse(job.Payload);
        var submissions = await BuiltAsync(job.EpochId, slice, cancellationToken);
        var verdicts = await protocol.SubmitAsync(submissions, cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var outcomes = submissions.Zip(verdicts).ToArray();
        return new StateChange
        {
            Transitions =
            [
                .. submissions.Select(submission => new Transition(job.EpochId, Stage.SnapshotSubmitPayloadCommit, submission.ProjectId, null, null, now)),
                .. outcomes.Select(outcome => new Transition(job.EpochId, Stage.RelayerSend, outcome.First.ProjectId, outcome.Second.Refusal, null, now)),
            ],
            Reports = [.. outcomes.Where(static outcome => !outcome.Second.IsAccepted)
                .Select(outcome => new SubmissionReport(job.EpochId, outcome.First.ProjectId, SubmissionOutcome.Missed, outcome.First.Cid, null, outcome.Second.Refusal!))],
            Enqueued = protocol.DecidesAtOnce && verdicts.Any(static verdict => verdict.IsAccepted) ? [FinalizeHandler.JobFor(job.EpochId, slice)] : [],
        };
    }

    public async Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        var submissions = await BuiltAsync(job.EpochId, Slice.Parse(job.Payload), cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return new StateChange
        {
            Transitions = [.. submissions.Select(submission => new Transition(job.EpochId, Stage.SnapshotSubmitPayloadCommit, submission.ProjectId, reason, null, now))],
            Reports = [.. submissions.Select(submission => new SubmissionReport(job.EpochId, submission.ProjectId, SubmissionOutcome.Missed, submission.Cid, null, reason))],
        };
    }

    private async ValueTask<IReadOnlyList<BuiltSnapshot>> BuiltAsync(long epochId, Slice slice, CancellationToken cancellationToken)
    {
        var ids = slice.ProjectIds(plan);
        var cids = await store.BuiltCidsAsync(epochId, ids, cancellationToken);
        return [.. ids.Zip(cids).Where(static pair => pair.Second is not null).Select(pair => new BuiltSnapshot(epochId, pair.First, pair.Second!.Value))];
    }
}

using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Submission;

/// <summary>Hands the CIDs of a slice to consensus.</summary>
internal sealed class SubmitHandler(IStateStore store, IProtocolState protocol, TimeProvider time, OutboxSignal outbox) : IJobHandler
{
    private const string JobKind = "submit";

    public string Kind => JobKind;

    /// <summary>The job for projects of an epoch.</summary>
    public static NewJob JobFor(long epochId, string key, IReadOnlyList<string> projectIds) => new(JobKind, epochId, key, new Slice("", 0, projectIds).ToPayload());

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var submissions = await BuiltAsync(job, cancellationToken);
        var verdicts = await protocol.SubmitAsync(submissions, cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var outcomes = await WithoutFinalAsync(submissions.Zip(verdicts), cancellationToken);
        BuiltSnapshot[] queued = [.. outcomes.Where(static outcome => outcome.Second.IsQueued).Select(static outcome => outcome.First)];
        return new StateChange
        {
            Transitions =
            [
                .. submissions.Select(submission => new Transition(job.EpochId, Stage.SnapshotSubmitPayloadCommit, submission.ProjectId, null, null, now)),
                .. outcomes.Where(static outcome => !outcome.Second.IsQueued).Select(outcome => new Transition(job.EpochId, Stage.RelayerSend, outcome.First.ProjectId, outcome.Second.Refusal, null, now)),
            ],
            Reports =
            [
                .. outcomes.Where(static outcome => outcome.Second.Refusal is not null)
                    .Select(outcome => new SubmissionReport(job.EpochId, outcome.First.ProjectId, SubmissionOutcome.Missed, outcome.First.Cid, null, outcome.Second.Refusal!)),
                .. await DecidedAsync(job.EpochId, queued, cancellationToken),
            ],
            Outbox = [.. queued.Select(static snapshot => new OutboxEntry(snapshot.EpochId, snapshot.ProjectId, snapshot.Cid))],
            Enqueued = protocol.DecidesAtOnce && verdicts.Any(static verdict => verdict.IsAccepted) ? [FinalizeHandler.JobAfter(job)] : [],
        };
    }

    public void Committed() => outbox.Raise();

    public async Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) =>
        Unsubmitted.ToChange(await BuiltAsync(job, cancellationToken), reason, time.GetUtcNow());

    // What is final stays so, however late it is submitted once more.
    private async ValueTask<IReadOnlyList<(BuiltSnapshot First, SubmissionVerdict Second)>> WithoutFinalAsync(
        IEnumerable<(BuiltSnapshot Snapshot, SubmissionVerdict Verdict)> outcomes, CancellationToken cancellationToken)
    {
        var kept = new List<(BuiltSnapshot First, SubmissionVerdict Second)>();
        foreach (var (snapshot, verdict) in outcomes)
        {
            var isFinal = verdict.Refusal is not null && await store.FinalizedCidAsync(snapshot.EpochId, snapshot.ProjectId, cancellationToken) is not null;
            if (!isFinal) kept.Add((snapshot, verdict));
        }

        return kept;
    }

    // Consensus may have decided before this node had built; whoever heard of it could not compare.
    private async ValueTask<IReadOnlyList<SubmissionReport>> DecidedAsync(long epochId, BuiltSnapshot[] queued, CancellationToken cancellationToken)
    {
        string[] ids = [.. queued.Select(static one => one.ProjectId)];
        var decided = await store.DecidedCidsAsync(epochId, ids, cancellationToken);
        return Decisions.ToChange(epochId, ids, decided, [.. queued.Select(static one => (Cid?)one.Cid)], time.GetUtcNow()).Reports;
    }

    private async ValueTask<IReadOnlyList<BuiltSnapshot>> BuiltAsync(Job job, CancellationToken cancellationToken)
    {
        var ids = Slice.Parse(job.Payload).Items;
        var cids = await BuiltOf.JobAsync(store, job, ids, cancellationToken);
        return [.. ids.Zip(cids).Where(static pair => pair.Second is not null).Select(pair => new BuiltSnapshot(job.EpochId, pair.First, pair.Second!.Value))];
    }
}

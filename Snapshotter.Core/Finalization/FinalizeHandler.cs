using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Finalization;

/// <summary>Takes in what consensus decided on a slice, and accounts for this node's own submissions.</summary>
internal sealed class FinalizeHandler(ProjectPlan plan, IStateStore store, IProtocolState protocol, TimeProvider time) : IJobHandler
{
    private const string JobKind = "finalize";

    public string Kind => JobKind;

    public static NewJob JobFor(long epochId, Slice slice) => new(JobKind, epochId, slice.Key, slice.ToPayload());

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var ids = Slice.Parse(job.Payload).ProjectIds(plan);
        var decided = await protocol.ConsensusAsync(job.EpochId, ids, cancellationToken);
        var own = await store.BuiltCidsAsync(job.EpochId, ids, cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeSeconds();

        var finalized = new List<FinalizedSnapshot>(ids.Length);
        var transitions = new List<Transition>(ids.Length);
        var reports = new List<SubmissionReport>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
        {
            if (decided[i] is not { } cid) continue;
            finalized.Add(new FinalizedSnapshot(job.EpochId, ids[i], cid));
            transitions.Add(new Transition(job.EpochId, Stage.SnapshotFinalize, ids[i], null, $$"""{"snapshot_cid":"{{cid}}"}""", now));
            reports.Add(Account(job.EpochId, ids[i], own[i], cid));
        }

        return new StateChange { Finalized = finalized, Transitions = transitions, Reports = reports };
    }

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return Task.FromResult(new StateChange
        {
            Transitions = [.. Slice.Parse(job.Payload).ProjectIds(plan).Select(id => new Transition(job.EpochId, Stage.SnapshotFinalize, id, reason, null, now))],
        });
    }

    private static SubmissionReport Account(long epochId, string projectId, Cid? own, Cid decided)
    {
        if (own is null) return new SubmissionReport(epochId, projectId, SubmissionOutcome.OnlyFinalized, null, decided, "Consensus decided on a snapshot that this node did not build.");
        return own == decided
            ? new SubmissionReport(epochId, projectId, SubmissionOutcome.Successful, own, decided, "")
            : new SubmissionReport(epochId, projectId, SubmissionOutcome.Incorrect, own, decided, "Consensus decided on another CID than this node submitted.");
    }
}

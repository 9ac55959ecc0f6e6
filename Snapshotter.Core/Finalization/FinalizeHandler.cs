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
        var undecided = ids.Where((_, i) => own[i] is not null && decided[i] is null).ToArray();
        if (undecided.Length > 0 && !isLastAttempt)
        {
            throw new InvalidOperationException($"Consensus has not decided on {undecided.Length} of {ids.Length} projects of epoch {job.EpochId} yet, {undecided[0]} among them.");
        }

        var now = time.GetUtcNow();
        var change = Decisions.ToChange(job.EpochId, ids, decided, own, now);
        var late = undecided.Select(id => new Transition(
            job.EpochId, Stage.SnapshotFinalize, id, $"Consensus did not decide within {job.Attempt} looks at it.", null, now.ToUnixTimeSeconds()));
        return new StateChange { Finalized = change.Finalized, Reports = change.Reports, Transitions = [.. change.Transitions, .. late] };
    }

    public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return Task.FromResult(new StateChange
        {
            Transitions = [.. Slice.Parse(job.Payload).ProjectIds(plan).Select(id => new Transition(job.EpochId, Stage.SnapshotFinalize, id, reason, null, now))],
        });
    }
}

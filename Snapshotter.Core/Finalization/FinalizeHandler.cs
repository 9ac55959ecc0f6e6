using Snapshotter.Core.Jobs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Finalization;

/// <summary>Takes in what consensus decided on a slice, and accounts for this node's own submissions.</summary>
internal sealed class FinalizeHandler(IStateStore store, IProtocolState protocol, TimeProvider time) : IJobHandler
{
    private const string JobKind = "finalize";

    public string Kind => JobKind;

    /// <summary>The job for the projects of one that submitted them.</summary>
    public static NewJob JobAfter(Job submission) => new(JobKind, submission.EpochId, submission.Key, submission.Payload);

    /// <summary>The job for projects of an epoch.</summary>
    public static NewJob JobFor(long epochId, string key, IReadOnlyList<string> projectIds) => new(JobKind, epochId, key, new Slice("", 0, projectIds).ToPayload());

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var ids = Slice.Parse(job.Payload).Items;
        var decided = await protocol.ConsensusAsync(job.EpochId, ids, cancellationToken);
        var own = await BuiltOf.JobAsync(store, job, ids, cancellationToken);
        var undecided = ids.Where((_, i) => own[i] is not null && decided[i] is null).ToArray();
        if (undecided.Length > 0 && !isLastAttempt)
        {
            throw new InvalidOperationException($"Consensus has not decided on {undecided.Length} of {ids.Count} projects of epoch {job.EpochId} yet, {undecided[0]} among them.");
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
            Transitions = [.. Slice.Parse(job.Payload).Items.Select(id => new Transition(job.EpochId, Stage.SnapshotFinalize, id, reason, null, now))],
        });
    }
}

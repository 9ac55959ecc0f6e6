using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Submission;

/// <summary>Collects what an epoch gave, once all of it is built, and queues its submission in slices. Aggregates against whose sources consensus has decided are composed anew before.</summary>
internal sealed class CollectHandler(EpochPlans plans, IStateStore store, AggregateRepair repair, TimeProvider time) : IJobHandler
{
    private const string JobKind = "collect";

    public string Kind => JobKind;

    /// <summary>The job of an epoch, which is queued when the epoch has no job of the kinds that build, and waits until the epochs before have ended.</summary>
    public static NewJob JobFor(long epochId, IReadOnlyList<string> building) => new(JobKind, epochId, "", []) { EndsAfter = building, AfterEarlierEpochs = true };

    public async Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(job.EpochId, cancellationToken);
        var built = await BuiltOf.JobAsync(store, job, cancellationToken);
        if (built.Count == 0) return new StateChange();
        var (repairs, failed) = await repair.OfAsync(plan, job, cancellationToken);

        // The last of them collects again.
        if (repairs.Count > 0) return new StateChange { Enqueued = repairs };
        string[] ids = [.. plan.ProjectIds.Where(id => !failed.Contains(id)), .. built.Select(static snapshot => snapshot.ProjectId).Where(id => !plan.Knows(id))];
        return new StateChange
        {
            Enqueued = [.. Slice.Of("", ids, plan.SliceSize).Select(slice => SubmitHandler.JobFor(job.EpochId, slice.Key, slice.Items))],
        };
    }

    public async Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) =>
        Unsubmitted.ToChange(await store.BuiltAsync(job.EpochId, cancellationToken), reason, time.GetUtcNow());
}

using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Interventions;

/// <summary>Which jobs build some projects of an epoch once more. What follows from them is queued by these jobs, as at the first time.</summary>
internal sealed class RebuildPlans(EpochPlans plans, JobOptions options, TimeProvider time)
{
    /// <summary>The most items of a slice.</summary>
    public int SliceSize => options.SliceSize;

    /// <summary>
    /// The jobs for the projects that are asked for, and the state that these projects, and aggregates that follow, are in until they are built;
    /// those that the configuration no longer has are left out.
    /// </summary>
    public async ValueTask<StateChange> OfAsync(long epochId, Func<string, bool> isAsked, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(epochId, cancellationToken);
        var builds = plan.Builds.Select(slice => Narrow(slice, plan, isAsked)).Where(static slice => slice.Items.Count > 0).Select(slice => BuildHandler.JobFor(epochId, slice));
        var bulks = plan.Projects.BulkTypes.Where(type => isAsked(type.FailureId(plan.Projects.Namespace))).Select(type => BulkHandler.JobFor(epochId, type));
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return new StateChange
        {
            // Aggregates whose underlying projects are built again follow from them, and wait for them.
            Enqueued = [.. builds, .. bulks, .. Recomposition.JobsFor(plan, epochId, project => isAsked(project.Id) && !project.Underlying.Any(isAsked))],
            Transitions = [.. plan.ProjectIds.Concat(plan.RunIds).Where(isAsked).Select(id => new Transition(epochId, Stage.SnapshotBuild, id, SnapshotResults.Again, null, now))],
        };
    }

    private static Slice Narrow(Slice slice, EpochPlan plan, Func<string, bool> isAsked) => slice with
    {
        Items = [.. slice.Items.Zip(BuildHandler.ProjectsOf(slice, plan)).Where(pair => isAsked(pair.Second.Id)).Select(static pair => pair.First)],
    };
}

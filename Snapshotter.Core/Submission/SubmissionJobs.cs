using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Submission;

/// <summary>
/// Which submissions follow when building jobs end. Without aggregates a slice is submitted as soon as it is built. With them an epoch is
/// submitted when all of it is built: what becomes final must not reach windows that are still being composed, or their bytes would depend on chance.
/// </summary>
internal static class SubmissionJobs
{
    private static readonly string[] Building = [PreloadHandler.JobKind, BuildHandler.JobKind, BulkHandler.JobKind, AggregateHandler.JobKind];

    /// <summary>The jobs after a job that builds.</summary>
    /// <param name="plan">The epoch's plan.</param>
    /// <param name="job">The job that ends.</param>
    /// <param name="projectIds">Its projects; none when it built no snapshot.</param>
    public static IEnumerable<NewJob> After(EpochPlan plan, Job job, IReadOnlyList<string> projectIds)
    {
        if (plan.Projects.Aggregates.Count > 0) return [CollectHandler.JobFor(job.EpochId, Building)];
        return Slice.Of(job.Key, projectIds, plan.SliceSize).Select(slice => SubmitHandler.JobFor(job.EpochId, slice.Key, slice.Items));
    }
}

using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>The jobs that compose some aggregates of an epoch once more. Those that stand on them follow, as at the first time.</summary>
internal static class Recomposition
{
    /// <summary>One job for each type over many of which a project is asked for, and slices of the others.</summary>
    public static IEnumerable<NewJob> JobsFor(EpochPlan plan, long epochId, Func<AggregateProject, bool> isAsked) =>
        from type in plan.Projects.Aggregates
        let asked = type.Projects.Where(isAsked).ToArray()
        where asked.Length > 0
        from slice in type.Filter is null ? [new Slice(type.Name, 0, [])] : Slice.Of(type.Name, [.. asked.Select(static project => project.Underlying[0])], plan.SliceSize)
        select AggregateHandler.JobFor(epochId, slice.Key, slice);
}

using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>Which aggregate jobs follow when the building of projects has ended.</summary>
internal sealed class AggregateJobs
{
    private readonly Dictionary<string, List<Follower>> _byProject = new(StringComparer.Ordinal);

    public AggregateJobs(ProjectPlan plan, JobOptions options)
    {
        foreach (var type in plan.Aggregates)
        {
            foreach (var slice in Slice.Of(type, options.SliceSize)) Add(slice, type);
        }
    }

    /// <summary>The jobs that wait for at least one of the projects; the store queues those that need wait no longer.</summary>
    public IEnumerable<NewJob> After(long epochId, IEnumerable<string> projectIds) => projectIds
        .SelectMany(id => _byProject.TryGetValue(id, out var followers) ? followers : [])
        .Distinct()
        .Select(follower => AggregateHandler.JobFor(epochId, follower.Slice, follower.WaitsFor));

    private void Add(Slice slice, AggregateType type)
    {
        var waitsFor = type.Projects.Skip(slice.From).Take(slice.Count).SelectMany(static project => project.Underlying).Distinct(StringComparer.Ordinal).ToArray();
        var follower = new Follower(slice, waitsFor);
        foreach (var id in waitsFor)
        {
            if (!_byProject.TryGetValue(id, out var followers)) _byProject.Add(id, followers = []);
            followers.Add(follower);
        }
    }

    private sealed class Follower(Slice slice, IReadOnlyList<string> waitsFor)
    {
        public Slice Slice { get; } = slice;

        public IReadOnlyList<string> WaitsFor { get; } = waitsFor;
    }
}

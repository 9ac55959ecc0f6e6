using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>Which aggregates follow when the building of projects has ended in an epoch.</summary>
internal sealed class Followers
{
    private readonly EpochPlan _plan;
    private readonly Dictionary<string, List<Follower>> _byProject = new(StringComparer.Ordinal);
    private readonly List<Follower> _atOnce = [];

    public Followers(EpochPlan plan)
    {
        _plan = plan;
        foreach (var type in plan.Projects.Aggregates)
        {
            if (type.Filter is null) AddMany(type);
            else AddSingles(type);
        }
    }

    /// <summary>The jobs that wait for nothing that is built in the epoch: they are composed of projects that the epoch does not have, and end with that reason.</summary>
    public IEnumerable<NewJob> AtOnce(long epochId) => _atOnce.Select(follower => follower.JobFor(epochId));

    /// <summary>The jobs that wait for at least one of the projects; the store queues those that need wait no longer.</summary>
    /// <param name="epochId">The epoch.</param>
    /// <param name="key">Tells these projects from others that ended in the epoch.</param>
    /// <param name="projectIds">The projects whose building ended.</param>
    public IEnumerable<NewJob> After(long epochId, string key, IReadOnlyList<string> projectIds) => projectIds
        .SelectMany(id => _byProject.TryGetValue(id, out var followers) ? followers : [])
        .Distinct()
        .Select(follower => follower.JobFor(epochId))
        .Concat(AfterUnplanned(epochId, key, [.. projectIds.Where(id => !_plan.Knows(id)).Except(_plan.RunIds, StringComparer.Ordinal)]));

    /// <summary>Projects that nobody knew of before they were built are followed by single aggregates alone, which then wait for nothing else.</summary>
    private IEnumerable<NewJob> AfterUnplanned(long epochId, string key, string[] projectIds) =>
        from type in projectIds.Length == 0 ? [] : _plan.Projects.Aggregates
        let underlying = projectIds.Where(type.FollowsFrom).Where(id => !_plan.Knows(type.Over(id, _plan.Projects.Namespace).Id)).ToArray()
        from slice in Slice.Of(type.Name, underlying, _plan.SliceSize)
        select AggregateHandler.JobFor(epochId, $"{slice.Key} of {key}", slice);

    private void AddSingles(AggregateType type)
    {
        foreach (var slice in Slice.Of(type.Name, [.. type.Projects.Select(static project => project.Underlying[0])], _plan.SliceSize)) Add(slice, slice.Items);
    }

    private void AddMany(AggregateType type)
    {
        foreach (var project in type.Projects)
        {
            Add(new Slice(type.Name, 0, []), [.. project.Underlying.Select(_plan.EndOf).OfType<string>().Distinct(StringComparer.Ordinal)]);
        }
    }

    private void Add(Slice slice, IReadOnlyList<string> waitsFor)
    {
        var follower = new Follower(slice, waitsFor);
        if (waitsFor.Count == 0) _atOnce.Add(follower);
        foreach (var id in waitsFor)
        {
            if (!_byProject.TryGetValue(id, out var followers)) _byProject.Add(id, followers = []);
            followers.Add(follower);
        }
    }

    /// <summary>Compared by reference: one job each.</summary>
    private sealed class Follower(Slice slice, IReadOnlyList<string> waitsFor)
    {
        public NewJob JobFor(long epochId) => AggregateHandler.JobFor(epochId, slice.Key, slice) with { WaitsFor = waitsFor };
    }
}

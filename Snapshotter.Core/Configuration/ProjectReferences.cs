using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>Which project ids a configuration gives, and whether its aggregates refer to any others.</summary>
internal static class ProjectReferences
{
    public static void Check(
        IReadOnlyList<ReadAggregate> aggregates,
        IReadOnlyList<BaseProjectType> projects,
        string projectNamespace)
    {
        var ids = projects.SelectMany(project => project.ProjectIds(projectNamespace)).ToHashSet(StringComparer.Ordinal);
        AddMultiAggregates(ids, aggregates, projectNamespace);
        AddSingleAggregates(ids, aggregates, projectNamespace);

        var later = new LaterProjects(aggregates, projects, projectNamespace);
        foreach (var aggregate in aggregates)
        {
            CheckFilter(aggregate, ids, later);
            CheckWaitFor(aggregate, ids, later);
        }
    }

    private static void AddMultiAggregates(HashSet<string> ids, IReadOnlyList<ReadAggregate> aggregates, string projectNamespace)
    {
        foreach (var (type, _, _) in aggregates)
        {
            if (type.Kind is AggregateKind.MultiProject) ids.Add(ProjectId.MultiAggregate(type.ProjectType, type.ProjectsToWaitFor, projectNamespace));
        }
    }

    /// <summary>An aggregate may stand on other aggregates: goes on until a round adds nothing, which the finite set of types and sources brings about.</summary>
    public static void AddSingleAggregates(HashSet<string> ids, IReadOnlyList<ReadAggregate> aggregates, string projectNamespace)
    {
        var newest = ids.ToList();
        while (newest.Count > 0)
        {
            var added = new List<string>();
            foreach (var (type, _, _) in aggregates)
            {
                if (type.ProjectIdFilter is not { } filter) continue;
                foreach (var id in newest)
                {
                    if (!id.Contains(filter, StringComparison.Ordinal)) continue;
                    var aggregate = ProjectId.SingleAggregate(type.ProjectType, id, projectNamespace);
                    if (ids.Add(aggregate)) added.Add(aggregate);
                }
            }

            newest = added;
        }
    }

    private static void CheckFilter(ReadAggregate aggregate, HashSet<string> ids, LaterProjects later)
    {
        if (aggregate.Type.ProjectIdFilter is not { } filter || aggregate.Filter is not { } place) return;
        if (aggregate.Type.ProjectType.Contains(filter, StringComparison.Ordinal))
            place.Fault($"'{ConfigurationNode.Quoted(filter)}' is part of the aggregate's own type, so that it would be built from itself without end.", "Give a filter that only the underlying projects hold.");
        else if (later.BulkTypesWith(filter) is [var first, var second, ..])
            place.Fault($"The projects of both {ConfigurationNode.Quoted(first)} and {ConfigurationNode.Quoted(second)} hold '{ConfigurationNode.Quoted(filter)}', and would lead to the same aggregates.", "Give a filter that only one of these types holds.");
        else if (!later.Any && !ids.Any(id => id.Contains(filter, StringComparison.Ordinal)))
            place.Warn($"No project id holds '{ConfigurationNode.Quoted(filter)}', so the aggregate is never built.");
    }

    private static void CheckWaitFor(ReadAggregate aggregate, HashSet<string> ids, LaterProjects later)
    {
        foreach (var (id, place) in aggregate.WaitFor)
        {
            if (!ids.Contains(id) && !later.MayHold(id))
                place.Fault($"No project has the id '{ConfigurationNode.Quoted(id)}', so the aggregate would wait for ever.", "Correct the id (type, data source in lower case, namespace), or add the project.");
        }
    }
}

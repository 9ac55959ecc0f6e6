namespace Snapshotter.Core.Aggregation;

/// <summary>Which aggregates over a single project follow from projects, by the filters of their types (spec 4.6).</summary>
internal static class SingleAggregates
{
    /// <summary>
    /// The types with the projects that follow from <paramref name="baseIds"/>, and from one another: goes on until a round adds nothing,
    /// which the finite set of types and sources brings about. Of two projects that lead to the same aggregate the first counts.
    /// </summary>
    public static IReadOnlyList<AggregateType> Over(IReadOnlyList<AggregateType> types, IEnumerable<string> baseIds, string projectNamespace)
    {
        var projects = types.Select(static _ => new List<AggregateProject>()).ToArray();
        var known = new HashSet<string>(baseIds, StringComparer.Ordinal);
        var newest = known.ToList();
        while (newest.Count > 0)
        {
            var added = new List<string>();
            for (var i = 0; i < projects.Length; i++)
            {
                foreach (var underlying in newest.Where(types[i].FollowsFrom))
                {
                    var project = types[i].Over(underlying, projectNamespace);
                    if (!known.Add(project.Id)) continue;
                    projects[i].Add(project);
                    added.Add(project.Id);
                }
            }

            newest = added;
        }

        return [.. types.Select((type, i) => type.Filter is null ? type : type with { Projects = projects[i] })];
    }
}

using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>Finds out which aggregate projects a configuration gives, and what each is composed from.</summary>
internal static class AggregatePlans
{
    /// <summary>All aggregate types, in the order of the configuration.</summary>
    /// <param name="configuration">A checked configuration.</param>
    /// <param name="baseIds">The ids of the base projects.</param>
    /// <param name="modules">Makes the processors.</param>
    public static IReadOnlyList<AggregateType> Resolve(NodeConfiguration configuration, IEnumerable<string> baseIds, IModuleRegistry modules)
    {
        var projectNamespace = configuration.Settings.Namespace;
        var drafts = configuration.Aggregates.Select(type => new Draft(type, modules.AggregateProcessor(type.Processor))).ToArray();
        AddSingles(drafts, baseIds, projectNamespace);
        foreach (var draft in drafts.Where(static draft => draft.Type.Kind is AggregateKind.MultiProject))
        {
            string[] underlying = [.. draft.Type.ProjectsToWaitFor.Select(id => ActualId(drafts, id)).Distinct(StringComparer.Ordinal)];
            draft.Projects.Add(new AggregateProject(ProjectId.MultiAggregate(draft.Name, underlying, projectNamespace), underlying));
        }

        return [.. drafts.Select(static draft => new AggregateType(draft.Name, draft.Processor, draft.Projects))];
    }

    /// <summary>An aggregate may stand on other aggregates: goes on until a round adds nothing, which the finite set of types and sources brings about.</summary>
    private static void AddSingles(Draft[] drafts, IEnumerable<string> baseIds, string projectNamespace)
    {
        var known = new HashSet<string>(baseIds, StringComparer.Ordinal);
        var newest = known.ToList();
        while (newest.Count > 0)
        {
            var added = new List<string>();
            foreach (var draft in drafts)
            {
                if (draft.Type.ProjectIdFilter is not { } filter) continue;
                foreach (var underlying in newest.Where(id => id.Contains(filter, StringComparison.Ordinal)))
                {
                    var id = ProjectId.SingleAggregate(draft.Name, underlying, projectNamespace);
                    if (!known.Add(id)) continue;
                    draft.Projects.Add(new AggregateProject(id, [underlying]));
                    added.Add(id);
                }
            }

            newest = added;
        }
    }

    /// <summary>The id under which an awaited project is built, which differs from the configured one where its processor has a prefix.</summary>
    private static string ActualId(Draft[] drafts, string configured) =>
        drafts.FirstOrDefault(draft => configured.StartsWith($"{draft.Type.ProjectType}:", StringComparison.Ordinal)) is { } draft
            ? draft.Name + configured[draft.Type.ProjectType.Length..]
            : configured;

    private sealed class Draft(AggregateProjectType type, IAggregateProcessor processor)
    {
        public AggregateProjectType Type { get; } = type;

        public IAggregateProcessor Processor { get; } = processor;

        public string Name { get; } = processor.ProjectTypePrefix + type.ProjectType;

        public List<AggregateProject> Projects { get; } = [];
    }
}

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
        AggregateType[] types =
        [
            .. drafts.Select(draft => new AggregateType(draft.Name, draft.Processor, ManyOf(draft, drafts, projectNamespace))
            {
                Filter = draft.Type.ProjectIdFilter,
                Attached = [.. draft.Type.Transformations.Select(modules.Transformation)],
            }),
        ];
        return SingleAggregates.Over(types, baseIds, projectNamespace);
    }

    private static AggregateProject[] ManyOf(Draft draft, Draft[] drafts, string projectNamespace)
    {
        if (draft.Type.Kind is not AggregateKind.MultiProject) return [];
        string[] underlying = [.. draft.Type.ProjectsToWaitFor.Select(id => ActualId(drafts, id)).Distinct(StringComparer.Ordinal)];
        return [new AggregateProject(ProjectId.MultiAggregate(draft.Name, underlying, projectNamespace), underlying)];
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
    }
}

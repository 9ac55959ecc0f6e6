using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Protocol;

namespace Snapshotter.Core.Snapshots;

/// <summary>Reads the data sources of dynamic project types off the ids of the projects that the protocol state allows (spec 4.1).</summary>
internal static class AllowedSources
{
    /// <summary>The plan with the projects of its dynamic types, and with the aggregates that follow from them.</summary>
    public static ProjectPlan Into(ProjectPlan plan, IReadOnlyList<AllowedProject> allowed)
    {
        var filled = plan with { Types = [.. plan.Types.Select(type => type.IsDynamic ? type with { Projects = ProjectsOf(type.Name, plan.Namespace, allowed) } : type)] };
        return filled with { Aggregates = SingleAggregates.Over(plan.Aggregates, filled.BaseProjectIds, plan.Namespace) };
    }

    /// <summary>
    /// The source of <c>type:source:namespace</c>, or null for a project of another type. The whole type and namespace must match: upstream
    /// takes any id that holds the type's text, and so also the sources of types whose name is longer.
    /// </summary>
    public static DataSource? SourceOf(string projectId, string projectType, string projectNamespace)
    {
        var length = projectId.Length - projectType.Length - projectNamespace.Length - 2;
        if (length <= 0
            || !projectId.StartsWith($"{projectType}:", StringComparison.OrdinalIgnoreCase)
            || !projectId.EndsWith($":{projectNamespace}", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var source = projectId.Substring(projectType.Length + 1, length);
        return source.Contains(':', StringComparison.Ordinal) ? null : DataSource.Parse(source);
    }

    private static Project[] ProjectsOf(string projectType, string projectNamespace, IReadOnlyList<AllowedProject> allowed) =>
    [
        .. from project in allowed
           let source = SourceOf(project.ProjectId, projectType, projectNamespace)
           where source is not null
           select Project.Of(projectType, source with { IsGenesis = project.IsGenesis }, projectNamespace),
    ];
}

namespace Snapshotter.Core.Configuration;

/// <summary>Projects that are not in the configuration: those that the protocol state or an epoch tells, and the aggregates that follow from them.</summary>
internal sealed class LaterProjects(IReadOnlyList<ReadAggregate> aggregates, IReadOnlyList<BaseProjectType> projects, string projectNamespace)
{
    private readonly BaseProjectType[] _bulk = [.. projects.Where(static type => type.IsBulk)];
    private readonly BaseProjectType[] _dynamic = [.. projects.Where(static type => type.IsDynamic)];

    /// <summary>Whether there can be any.</summary>
    public bool Any => _bulk.Length + _dynamic.Length > 0;

    /// <summary>The bulk types whose projects hold a text, whatever their data source.</summary>
    public string[] BulkTypesWith(string filter) =>
        [.. _bulk.Select(static type => type.ProjectType).Where(type => IdOf(type, "").Contains(filter, StringComparison.Ordinal))];

    /// <summary>
    /// Whether there can be a project with this id that an aggregate over many may wait for. Those that follow from bulk projects are not
    /// among them: that they do not exist in an epoch is only known when all of it is built.
    /// </summary>
    public bool MayHold(string projectId)
    {
        if (projectId.Split(':') is not [.., _, var source, _] || source.Length == 0) return false;
        if (_bulk.Any(type => IdOf(type.ProjectType, source) == projectId)) return true;
        var ids = _dynamic.Select(type => IdOf(type.ProjectType, source)).ToHashSet(StringComparer.Ordinal);
        ProjectReferences.AddSingleAggregates(ids, aggregates, projectNamespace);
        return ids.Contains(projectId);
    }

    private string IdOf(string projectType, string source) => $"{projectType}:{source}:{projectNamespace}";
}

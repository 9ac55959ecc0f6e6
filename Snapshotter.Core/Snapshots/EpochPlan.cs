using Snapshotter.Core.Aggregation;

namespace Snapshotter.Core.Snapshots;

/// <summary>What is built in an epoch, cut into jobs.</summary>
internal sealed class EpochPlan
{
    private readonly HashSet<string> _ids;

    public EpochPlan(ProjectPlan projects, int sliceSize)
    {
        Projects = projects;
        SliceSize = sliceSize;
        ProjectIds = [.. projects.ProjectIds];
        _ids = ProjectIds.ToHashSet(StringComparer.Ordinal);
        RunIds = [.. projects.BulkTypes.Select(type => type.FailureId(projects.Namespace))];
        Builds = [.. projects.Types.SelectMany(type => SlicesOf(type, sliceSize))];
        Followers = new Followers(this);
    }

    /// <summary>The projects.</summary>
    public ProjectPlan Projects { get; }

    /// <summary>The most items of a slice.</summary>
    public int SliceSize { get; }

    /// <summary>The ids of all projects that are known before the epoch is built: base projects first, then aggregates.</summary>
    public IReadOnlyList<string> ProjectIds { get; }

    /// <summary>Under what the runs of the bulk types end.</summary>
    public IReadOnlyList<string> RunIds { get; }

    /// <summary>The base projects by data source.</summary>
    public IReadOnlyList<Slice> Builds { get; }

    /// <summary>The aggregates that follow.</summary>
    public Followers Followers { get; }

    /// <summary>Whether the project was known before the epoch was built.</summary>
    public bool Knows(string projectId) => _ids.Contains(projectId);

    /// <summary>
    /// Under what the building of a project ends: its id, or that of the run of its bulk type, which alone knows whether the epoch has the
    /// project; null when the epoch does not have it.
    /// </summary>
    public string? EndOf(string projectId)
    {
        if (Knows(projectId)) return projectId;
        return Projects.BulkTypes.FirstOrDefault(type => AllowedSources.SourceOf(projectId, type.Name, Projects.Namespace) is not null)?.FailureId(Projects.Namespace);
    }

    private static IEnumerable<Slice> SlicesOf(ProjectType type, int size)
    {
        var genesis = type.Projects.Where(static project => project.Source is { IsGenesis: true }).Select(static project => $"{project.Source}").ToHashSet(StringComparer.Ordinal);
        return Slice.Of(type.Name, [.. type.Projects.Select(static project => project.Source?.ToString() ?? "")], size)
            .Select(slice => genesis.Count == 0 ? slice : slice with { Genesis = [.. slice.Items.Where(genesis.Contains)] });
    }
}

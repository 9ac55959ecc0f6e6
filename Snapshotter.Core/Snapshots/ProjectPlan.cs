using Snapshotter.Core.Preloading;

namespace Snapshotter.Core.Snapshots;

/// <summary>Everything the node builds: the resolved configuration.</summary>
/// <param name="Namespace">The last part of every project id.</param>
/// <param name="Types">The project types in the order of the configuration.</param>
/// <param name="Preloaders">The preloaders by task type.</param>
public sealed record ProjectPlan(string Namespace, IReadOnlyList<ProjectType> Types, IReadOnlyDictionary<string, IPreloader> Preloaders)
{
    /// <summary>The ids of all projects.</summary>
    public IEnumerable<string> ProjectIds => Types.SelectMany(static type => type.Projects).Select(static project => project.Id);

    /// <summary>The type with this name, or null when the configuration no longer has it.</summary>
    public ProjectType? Find(string name) => Types.FirstOrDefault(type => type.Name == name);
}

using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>An entry of projects.json: one project per data source, all built by one processor.</summary>
/// <param name="ProjectType">The type, which begins the ids of its projects.</param>
/// <param name="Sources">The data sources; null for one project without any.</param>
/// <param name="PreloadTasks">The preloaders that must have run before the processor.</param>
/// <param name="Processor">The processor.</param>
public sealed record BaseProjectType(string ProjectType, IReadOnlyList<DataSource>? Sources, IReadOnlyList<string> PreloadTasks, ModuleReference Processor)
{
    /// <summary>The ids of the type's projects, in the order of the sources.</summary>
    public IEnumerable<string> ProjectIds(string projectNamespace) => Sources is null
        ? [ProjectId.Base(ProjectType, null, projectNamespace)]
        : Sources.Select(source => ProjectId.Base(ProjectType, source.Value, projectNamespace, source.Primary));
}

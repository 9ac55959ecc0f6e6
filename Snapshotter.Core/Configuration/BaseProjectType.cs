using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>An entry of projects.json: one project per data source, all built by one processor.</summary>
/// <param name="ProjectType">The type, which begins the ids of its projects.</param>
/// <param name="Sources">The data sources; null for one project without any.</param>
/// <param name="PreloadTasks">The preloaders that must have run before the processor.</param>
/// <param name="Processor">Who builds its snapshots.</param>
public sealed record BaseProjectType(string ProjectType, IReadOnlyList<DataSource>? Sources, IReadOnlyList<string> PreloadTasks, ProcessorChoice Processor)
{
    /// <summary>Whether one run builds the snapshots of many projects (<c>bulk_mode</c>), which each epoch tells; then <see cref="Sources"/> is empty.</summary>
    public bool IsBulk { get; init; }

    /// <summary>Whether the protocol state tells the data sources (<c>projects: []</c>), epoch by epoch.</summary>
    public bool IsDynamic => Sources is { Count: 0 } && !IsBulk;

    /// <summary>The class names of the transformations that change its snapshots after the processor's own, in order.</summary>
    public IReadOnlyList<string> Transformations { get; init; } = [];

    /// <summary>The ids of the type's projects, in the order of the sources.</summary>
    public IEnumerable<string> ProjectIds(string projectNamespace) => Sources is null
        ? [ProjectId.Base(ProjectType, null, projectNamespace)]
        : Sources.Select(source => ProjectId.Base(ProjectType, source.Value, projectNamespace, source.Primary));
}

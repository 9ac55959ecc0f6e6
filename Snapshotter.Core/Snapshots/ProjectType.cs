namespace Snapshotter.Core.Snapshots;

/// <summary>A kind of snapshot and the projects that have it.</summary>
/// <param name="Name">The project type, the first part of its project ids.</param>
/// <param name="Processor">Builds its snapshots.</param>
/// <param name="Projects">One project for each data source, or one without.</param>
/// <param name="PreloadTasks">The task types that must have been preloaded.</param>
public sealed record ProjectType(string Name, ISnapshotProcessor Processor, IReadOnlyList<Project> Projects, IReadOnlyList<string> PreloadTasks)
{
    /// <summary>
    /// Whether the protocol state tells the data sources, epoch by epoch. In the plan of the configuration such a type has no projects; in
    /// that of an epoch it has the epoch's.
    /// </summary>
    public bool IsDynamic { get; init; }

    /// <summary>The transformations that the configuration attaches.</summary>
    public IReadOnlyList<ISnapshotTransformation> Attached { get; init; } = [];

    /// <summary>All changes made to a built snapshot: the processor's own, then those that the configuration attaches.</summary>
    public IReadOnlyList<ISnapshotTransformation> Transformations => [.. Processor.Transformations, .. Attached];
}

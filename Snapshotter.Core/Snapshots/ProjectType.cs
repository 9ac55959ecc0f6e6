namespace Snapshotter.Core.Snapshots;

/// <summary>A kind of snapshot and the projects that have it.</summary>
/// <param name="Name">The project type, the first part of its project ids.</param>
/// <param name="Processor">Builds its snapshots.</param>
/// <param name="Projects">One project for each data source, or one without.</param>
/// <param name="PreloadTasks">The task types that must have been preloaded.</param>
public sealed record ProjectType(string Name, ISnapshotProcessor Processor, IReadOnlyList<Project> Projects, IReadOnlyList<string> PreloadTasks);

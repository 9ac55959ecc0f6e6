using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Configuration;

/// <summary>A project this node builds.</summary>
/// <param name="ProjectId">Its id.</param>
/// <param name="Source">Its data source, or null for a type without one.</param>
public sealed record PlannedProject(string ProjectId, DataSource? Source);

namespace Snapshotter.Core.Snapshots;

/// <summary>One of the snapshots that a bulk processor built.</summary>
/// <param name="Source">The data source, which names the project; null for a project without one.</param>
/// <param name="Snapshot">What was built.</param>
public sealed record BulkSnapshot(DataSource? Source, ISnapshot Snapshot);

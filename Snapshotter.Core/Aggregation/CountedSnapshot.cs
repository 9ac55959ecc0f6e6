using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>The snapshot that counts for an epoch of a project.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="Cid">The finalized CID or, while the epoch is undecided, that of this node's own snapshot.</param>
public readonly record struct CountedSnapshot(long EpochId, Cid Cid);

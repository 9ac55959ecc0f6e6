using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>A snapshot of this node that counted for an aggregate of a later epoch, because consensus had not decided yet.</summary>
/// <param name="EpochId">The snapshot's epoch.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="Cid">Its CID.</param>
internal readonly record struct AssumedSnapshot(long EpochId, string ProjectId, Cid Cid);

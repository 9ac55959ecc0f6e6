using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Finalization;

/// <summary>What consensus decided for a project in an epoch.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Cid">The CID that won.</param>
public sealed record FinalizedSnapshot(long EpochId, string ProjectId, Cid Cid);

using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Pins;

/// <summary>A content that is to be pinned.</summary>
/// <param name="Cid">Its CID.</param>
/// <param name="EpochId">The latest epoch it was built for.</param>
/// <param name="Attempt">1 on the first try.</param>
public sealed record Pin(Cid Cid, long EpochId, int Attempt);

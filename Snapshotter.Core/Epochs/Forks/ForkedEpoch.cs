using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>A released epoch whose blocks a reorganisation of the source chain replaced.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="OldHash">The hash of the last block that it was built from.</param>
/// <param name="NewHash">The hash of the block that is in its place now.</param>
/// <param name="IsRebuilt">Whether it is built anew. Otherwise something of it was submitted before, and it stays as it is.</param>
public sealed record ForkedEpoch(long EpochId, Hash32 OldHash, Hash32 NewHash, bool IsRebuilt);

using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs;

/// <summary>An epoch whose snapshots may be submitted, as the protocol state announced it.</summary>
/// <param name="Epoch">The range of blocks.</param>
/// <param name="EndHash">The hash of the last block, which the next epoch's first block must name as its parent; all zeros while the epoch waits to be built anew.</param>
/// <param name="Timestamp">Unix seconds the protocol state gives for the release; the local one uses the last block's.</param>
/// <param name="AnchorBlock">The anchor-chain block of the release.</param>
/// <param name="ReleasedAt">Unix seconds at which this node learnt of the release.</param>
public sealed record ReleasedEpoch(Epoch Epoch, Hash32 EndHash, long Timestamp, long AnchorBlock, long ReleasedAt);

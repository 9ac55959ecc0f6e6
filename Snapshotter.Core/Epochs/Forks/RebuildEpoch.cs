using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>An epoch that is released already and is to be built anew, because a reorganisation replaced its blocks before anything was submitted.</summary>
/// <param name="Epoch">Its id and blocks.</param>
/// <param name="OldHash">The hash of the last block that it was built from first.</param>
public sealed record RebuildEpoch(Epoch Epoch, Hash32 OldHash);

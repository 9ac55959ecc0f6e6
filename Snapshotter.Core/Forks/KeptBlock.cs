using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Forks;

/// <summary>A block by which another chain is noticed.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash on the chain that is followed.</param>
public readonly record struct KeptBlock(long Number, Hash32 Hash);

using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pairs;

/// <summary>The addresses of a pair's tokens.</summary>
internal sealed record PairTokens(Address Token0, Address Token1);

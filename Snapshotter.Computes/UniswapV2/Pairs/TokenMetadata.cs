using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pairs;

/// <summary>What a token says of itself.</summary>
/// <param name="Address">The token.</param>
/// <param name="Name">Its name.</param>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Decimals">How many decimals its raw amounts have, 0 to 255.</param>
public sealed record TokenMetadata(Address Address, string Name, string Symbol, int Decimals);

using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pairs;

/// <summary>A pair's tokens.</summary>
/// <param name="Address">The pair.</param>
/// <param name="Token0">The token with the lower address.</param>
/// <param name="Token1">The other one.</param>
public sealed record PairMetadata(Address Address, TokenMetadata Token0, TokenMetadata Token1)
{
    /// <summary>Both symbols, such as <c>USDC-WETH</c>.</summary>
    public string Symbol => $"{Token0.Symbol}-{Token1.Symbol}";
}

using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2.Pricing;

/// <summary>A pair of WETH and a stablecoin, from which the price of ether is taken.</summary>
/// <param name="Pair">The pair.</param>
/// <param name="StableDecimals">The stablecoin's decimals.</param>
/// <param name="WethIsToken0">Which side WETH is on.</param>
public sealed record EthPricePool(Address Pair, int StableDecimals, bool WethIsToken0);

using Snapshotter.Computes.UniswapV2.Pairs;

namespace Snapshotter.Computes.UniswapV2.Pricing;

/// <summary>A pair with the prices of its tokens in US dollars, one per block of the epoch in order.</summary>
internal sealed record PricedPair(PairMetadata Pair, double[] Prices0, double[] Prices1);

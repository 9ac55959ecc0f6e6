using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;
using Snapshotter.Computes.UniswapV2.Pairs;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>A token in the ranking.</summary>
/// <param name="Metadata">What it says of itself.</param>
/// <param name="Price">Its price in US dollars at the end of the epoch.</param>
/// <param name="PriceChange">The change of the price over a day, in percent.</param>
/// <param name="Volume">What was traded of it in US dollars.</param>
/// <param name="Liquidity">What the pairs held of it in US dollars.</param>
internal sealed record TopToken<T>(TokenMetadata Metadata, double Price, double PriceChange, T Volume, T Liquidity) where T : struct, IAmount<T>;

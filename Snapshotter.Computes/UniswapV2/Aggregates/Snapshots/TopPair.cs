using Snapshotter.Computes.UniswapV2.Aggregates.Amounts;

namespace Snapshotter.Computes.UniswapV2.Aggregates.Snapshots;

/// <summary>A pair in a ranking.</summary>
/// <param name="Address">The address as it stands in the project ids.</param>
/// <param name="Name">Both symbols, such as <c>USDC-WETH</c>.</param>
/// <param name="Liquidity">What it held in US dollars at the end of the epoch.</param>
/// <param name="Volume">What was traded in US dollars.</param>
/// <param name="Fee">The fees in US dollars.</param>
internal sealed record TopPair<T>(string Address, string Name, T Liquidity, T Volume, T Fee) where T : struct, IAmount<T>;

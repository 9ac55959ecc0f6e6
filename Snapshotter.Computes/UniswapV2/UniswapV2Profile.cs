namespace Snapshotter.Computes.UniswapV2;

/// <summary>
/// One of the upstream branches that networks run (spec 0.1, 8): all build the same models, and differ in bytes where this says so.
/// </summary>
/// <param name="Name">The name in the settings.</param>
/// <param name="TruncatesAggregates">Whether the six numbers of a trade-volume aggregate are cut off after 5 decimals.</param>
/// <param name="RebuildsAggregates">Whether a 24h aggregate that cannot continue its predecessor is built from the window's snapshots; otherwise there is none in that epoch.</param>
/// <param name="FeeFollowsVolume">Whether a swap's fee is 0.3% of the volume that the snapshot reports; otherwise it is 0.3% of what moved of token1, in US dollars.</param>
public sealed record UniswapV2Profile(string Name, bool TruncatesAggregates, bool RebuildsAggregates, bool FeeFollowsVolume)
{
    /// <summary>The branch eth_uniswapv2.</summary>
    public static UniswapV2Profile EthUniswapV2 { get; } = new("eth_uniswapv2", TruncatesAggregates: true, RebuildsAggregates: true, FeeFollowsVolume: false);

    /// <summary>The branch eth_uniswapv2_core.</summary>
    public static UniswapV2Profile Core { get; } = new("core", TruncatesAggregates: true, RebuildsAggregates: true, FeeFollowsVolume: true);

    /// <summary>The lite node's pinned branch.</summary>
    public static UniswapV2Profile Lite { get; } = new("lite", TruncatesAggregates: false, RebuildsAggregates: false, FeeFollowsVolume: false);

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<UniswapV2Profile> All { get; } = [EthUniswapV2, Core, Lite];
}

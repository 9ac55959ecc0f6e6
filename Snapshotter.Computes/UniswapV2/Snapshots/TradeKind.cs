namespace Snapshotter.Computes.UniswapV2.Snapshots;

/// <summary>The events of a pair that count as trades, in the order in which those of one transaction are processed (spec 8.4).</summary>
public enum TradeKind
{
    /// <summary>One token for the other.</summary>
    Swap = 0,

    /// <summary>Liquidity put in.</summary>
    Mint = 1,

    /// <summary>Liquidity taken out.</summary>
    Burn = 2,
}

namespace Snapshotter.Computes.UniswapV2.Aggregates;

/// <summary>What a ranking of pairs is about.</summary>
internal enum TopPairsWindow
{
    /// <summary>Liquidity, with a day's volume beside it.</summary>
    Day = 0,

    /// <summary>A week's volume.</summary>
    Week = 1,
}

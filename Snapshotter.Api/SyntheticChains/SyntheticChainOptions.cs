namespace Snapshotter.Api.SyntheticChains;

/// <summary>The shape of a synthetic chain. Equal options give equal files.</summary>
/// <param name="Pairs">How many Uniswap v2 pairs trade; at least the three that the price of ether is taken from.</param>
/// <param name="Blocks">How many blocks.</param>
internal sealed record SyntheticChainOptions(int Pairs, int Blocks)
{
    /// <summary>The height of the first block.</summary>
    public long FirstBlock { get; init; } = 18_000_000;

    /// <summary>How many transactions a block holds, each a Swap, Mint or Burn with its Sync on a pair drawn by lot.</summary>
    public int TradesPerBlock { get; init; } = 40;

    /// <summary>At which blocks getReserves is answered: before the first one, and every so many from there. Reading by calls needs every block; large chains need only the ends of epochs.</summary>
    public int ReservesEvery { get; init; } = 1;

    /// <summary>Whether the configuration composes the aggregates of the default one: a day's and a week's volume, top pairs and tokens, statistics.</summary>
    public bool HasAggregates { get; init; }

    /// <summary>Where the lots are drawn from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Where the chain leaves the one of the same options without a fork; null for that chain itself.</summary>
    public SyntheticFork? Fork { get; init; }
}

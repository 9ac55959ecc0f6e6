namespace Snapshotter.Api.SyntheticChains;

/// <summary>Another ending of a synthetic chain: other trades, hashes and timestamps from some block on.</summary>
/// <param name="SharedBlocks">How many blocks it has in common with the chain it leaves.</param>
/// <param name="Seed">Where the lots of its own blocks are drawn from.</param>
internal sealed record SyntheticFork(int SharedBlocks, ulong Seed);

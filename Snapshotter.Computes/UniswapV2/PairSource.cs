using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Computes.UniswapV2;

/// <summary>The data source of Uniswap v2 projects: a pair's address.</summary>
internal static class PairSource
{
    /// <summary>The pair.</summary>
    /// <exception cref="SnapshotException">The data source is missing or no address.</exception>
    public static Address AddressOf(DataSource? source) => source is { Primary: null } && Address.TryParse(source.Value, out var pair)
        ? pair
        : throw new SnapshotException($"The data source '{source}' is not the address of a pair: correct it in projects.json.");
}

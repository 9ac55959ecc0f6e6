using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Forks;

/// <summary>What one endpoint tells of the blocks that are kept.</summary>
/// <param name="Endpoint">Its place among the endpoints.</param>
/// <param name="Alias">Its name.</param>
public sealed record EndpointBranch(int Endpoint, string Alias)
{
    /// <summary>The last kept block that it has as well; null when it has another in the place of each.</summary>
    public long? Ancestor { get; init; }

    /// <summary>The number of the first block in <see cref="Blocks"/>: the first that is kept and that its chain has another in the place of.</summary>
    public long ForkPoint { get; init; }

    /// <summary>Its blocks in the place of those that are kept, from the fork point on, as far as it knows them; none when it has only blocks that are kept.</summary>
    public IReadOnlyList<Hash32> Blocks { get; init; } = [];

    /// <summary>Whether it tells of every block that is kept: one that lags behind does not.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether it has the block up to which the chain was read when something did not fit: one that lags behind cannot tell what becomes of the chain.</summary>
    public bool ReachesBlock { get; init; }

    /// <summary>Why nothing is known of it; null when something is.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it tells of another chain.</summary>
    public bool IsFork => Blocks.Count > 0;

    /// <summary>Whether it may speak against another chain.</summary>
    public bool IsWitness => IsWhole && ReachesBlock;
}

namespace Snapshotter.Core.Snapshots;

/// <summary>A snapshot this node built.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="ProjectId">The project.</param>
/// <param name="Cid">The CID of the canonical bytes, which lie in the content store.</param>
public sealed record BuiltSnapshot(long EpochId, string ProjectId, Cid Cid)
{
    /// <summary>Whether it is remembered as submitted, until the node is told to forget that.</summary>
    /// <value>Default true.</value>
    public bool IsSubmitted { get; init; } = true;
}

namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>How content is cut into blocks: two nodes give the same bytes the same CID only when they agree on all of this.</summary>
/// <param name="CidVersion">The version of the CIDs of nodes: 0 or 1. Raw leaves always have version 1.</param>
/// <param name="RawLeaves">Whether a leaf is the bytes themselves, or a dag-pb block around them.</param>
/// <param name="ChunkSize">Bytes of a leaf.</param>
/// <param name="MaxLinks">Links of a node.</param>
public sealed record DagProfile(int CidVersion, bool RawLeaves, int ChunkSize = DagProfile.DefaultChunkSize, int MaxLinks = DagProfile.DefaultMaxLinks)
{
    /// <summary>Bytes of a leaf unless said otherwise.</summary>
    public const int DefaultChunkSize = 262_144;

    /// <summary>Links of a node unless said otherwise.</summary>
    public const int DefaultMaxLinks = 174;

    /// <summary>What <c>ipfs add --cid-version=1</c> does: how snapshots are added.</summary>
    public static DagProfile KuboV1 { get; } = new(1, RawLeaves: true);

    /// <summary>What <c>ipfs add</c> did by default for years.</summary>
    public static DagProfile KuboV0 { get; } = new(0, RawLeaves: false);
}

using Snapshotter.Core.Snapshots.Dag;

namespace Snapshotter.Core.Snapshots;

/// <summary>The CID that an IPFS node gives content when it is added, computed without one.</summary>
public static class CidOf
{
    /// <summary>
    /// The CID of <c>ipfs add --cid-version=1</c>: one raw block up to 262,144 bytes (<c>bafkrei...</c>), a balanced DAG beyond
    /// (<c>bafybei...</c>).
    /// </summary>
    public static Cid Content(ReadOnlySpan<byte> bytes) => DagBuilder.Root(bytes, DagProfile.KuboV1);

    /// <summary>The CID of <c>ipfs add</c> with its old defaults (<c>Qm...</c>), where a leaf is a dag-pb block as well.</summary>
    public static Cid ContentV0(ReadOnlySpan<byte> bytes) => DagBuilder.Root(bytes, DagProfile.KuboV0);
}

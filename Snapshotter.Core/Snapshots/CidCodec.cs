namespace Snapshotter.Core.Snapshots;

/// <summary>What the bytes behind a CID are: codes of the multicodec table.</summary>
public static class CidCodec
{
    /// <summary>The bytes themselves.</summary>
    public const uint Raw = 0x55;

    /// <summary>A node of a MerkleDAG, such as a file in several chunks.</summary>
    public const uint DagPb = 0x70;

    /// <summary>DAG-CBOR.</summary>
    public const uint DagCbor = 0x71;

    /// <summary>DAG-JSON.</summary>
    public const uint DagJson = 0x0129;
}

namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>Why content could not be read from its blocks.</summary>
public enum DagFault
{
    /// <summary>The block store has no such block.</summary>
    Missing,

    /// <summary>The bytes are not the ones the CID names.</summary>
    HashMismatch,

    /// <summary>The bytes are no canonical dag-pb or UnixFS, or contradict each other.</summary>
    Malformed,

    /// <summary>The block is something else than a file or a part of one.</summary>
    NotAFile,

    /// <summary>A limit on bytes, blocks or depth was reached.</summary>
    TooLarge,
}

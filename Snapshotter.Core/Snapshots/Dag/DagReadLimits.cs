namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>What reading content may cost at most: blocks come from others, and a small one can promise a huge file.</summary>
public sealed record DagReadLimits
{
    /// <summary>Enough for any snapshot.</summary>
    public static DagReadLimits Default { get; } = new();

    /// <summary>Bytes of the content.</summary>
    /// <value>Default: 64 MiB.</value>
    public int MaxBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Bytes of one block, which is what IPFS nodes exchange at most.</summary>
    /// <value>Default: 2 MiB.</value>
    public int MaxBlockBytes { get; init; } = 2 * 1024 * 1024;

    /// <summary>Bytes of all blocks that are loaded, so that nodes without content cannot be piled up either.</summary>
    /// <value>Default: 128 MiB.</value>
    public long MaxLoadedBytes { get; init; } = 128 * 1024 * 1024;

    /// <summary>Blocks that are loaded; one that is linked twice counts twice.</summary>
    /// <value>Default: 65,536.</value>
    public int MaxBlocks { get; init; } = 65_536;

    /// <summary>Levels of links below the root.</summary>
    /// <value>Default: 16.</value>
    public int MaxDepth { get; init; } = 16;
}

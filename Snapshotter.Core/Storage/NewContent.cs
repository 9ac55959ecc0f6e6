using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage;

/// <summary>A content to be stored for an epoch.</summary>
/// <param name="EpochId">The epoch that puts it.</param>
/// <param name="Cid">The CID of the bytes.</param>
/// <param name="Bytes">The content.</param>
public sealed record NewContent(long EpochId, Cid Cid, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether it waits to be pinned where it was not known yet.</summary>
    public bool IsToBePinned { get; init; }
}

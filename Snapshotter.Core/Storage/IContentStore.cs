using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage;

/// <summary>Content by CID. What was put survives the death of the process; putting the same content twice equals putting it once.</summary>
public interface IContentStore : IAsyncDisposable
{
    /// <summary>Stores contents and returns their CIDs in the same order.</summary>
    ValueTask<IReadOnlyList<Cid>> PutAsync(IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken);

    /// <summary>The content, verified against its CID, or null when it is not here.</summary>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken);
}

using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage;

/// <summary>
/// Content by CID. What was put survives the death of the process; putting the same content twice equals putting it once. Content is put
/// for an epoch and kept as long as the latest epoch that put it, so that pruning needs to know nothing of what refers to it.
/// </summary>
public interface IContentStore : IAsyncDisposable
{
    /// <summary>Stores contents for an epoch and returns their CIDs in the same order.</summary>
    /// <exception cref="StorageException">They could not be written; none of them is stored.</exception>
    ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken);

    /// <summary>
    /// Stores contents for an epoch that a change is about to name. Where contents lie beside the state they are left to the change, with which they
    /// are then written in one step; no more of them than a change may bring should be given at once.
    /// </summary>
    /// <exception cref="StorageException">They could not be written; none of them is stored.</exception>
    async ValueTask<PutContents> PutForChangeAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken) =>
        new(await PutAsync(epochId, contents, cancellationToken), []);

    /// <summary>The content, verified against its CID, or null when it is not here.</summary>
    /// <exception cref="InvalidDataException">The stored bytes do not have this CID.</exception>
    /// <exception cref="ContentUnavailableException">It is not here, and the place where it may be does not give it now.</exception>
    ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken);

    /// <summary>Removes a portion of the contents that no epoch from <paramref name="firstEpoch"/> on put.</summary>
    /// <returns>Whether there may be more to remove.</returns>
    ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken);
}

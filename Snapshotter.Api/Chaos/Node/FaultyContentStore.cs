using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>A content store that fails where fault points are armed. What it decorates is its owner's to dispose.</summary>
internal sealed class FaultyContentStore(IContentStore store, FaultPoints points) : IContentStore
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        points.Pass(StoreFaults.ContentWrite);
        return store.PutAsync(epochId, contents, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<PutContents> PutForChangeAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        points.Pass(StoreFaults.ContentWrite);
        return store.PutForChangeAsync(epochId, contents, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken)
    {
        points.Pass(StoreFaults.ContentRead);
        return store.GetAsync(cid, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken)
    {
        points.Pass(StoreFaults.ContentWrite);
        return store.PruneAsync(firstEpoch, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Core.Aggregation;

/// <summary>A content store that counts what is read from it.</summary>
internal sealed class CountingContentStore(IContentStore inner) : IContentStore
{
    private int _reads;

    public int Reads => _reads;

    public ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken) => inner.PutAsync(epochId, contents, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return inner.GetAsync(cid, cancellationToken);
    }

    public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => inner.PruneAsync(firstEpoch, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

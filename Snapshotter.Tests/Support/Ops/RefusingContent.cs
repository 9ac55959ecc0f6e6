using System.Collections.Concurrent;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Tests.Support.Ops;

/// <summary>A content store that takes nothing for some epochs, until it is mended: their building fails and is given up.</summary>
internal sealed class RefusingContent(IContentStore inner, params long[] epochs) : IContentStore
{
    private readonly ConcurrentDictionary<long, bool> _refused = new(epochs.Select(static epoch => KeyValuePair.Create(epoch, true)));

    /// <summary>From now on everything is taken.</summary>
    public void Mend() => _refused.Clear();

    public ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken) =>
        _refused.ContainsKey(epochId) ? throw new StorageException("The disk is full: make room in the data folder.") : inner.PutAsync(epochId, contents, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) => inner.GetAsync(cid, cancellationToken);

    public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => inner.PruneAsync(firstEpoch, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

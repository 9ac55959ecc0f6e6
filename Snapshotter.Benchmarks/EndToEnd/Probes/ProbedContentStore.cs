using System.Diagnostics;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Probes;

/// <summary>Times what goes into the content store.</summary>
internal sealed class ProbedContentStore(IContentStore inner, PartClock clock) : IContentStore
{
    public ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken) =>
        clock.TimeAsync(Stopwatch.GetTimestamp(), inner.PutAsync(epochId, contents, cancellationToken));

    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken) => inner.GetAsync(cid, cancellationToken);

    public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => inner.PruneAsync(firstEpoch, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

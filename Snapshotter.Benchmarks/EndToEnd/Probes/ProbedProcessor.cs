using System.Diagnostics;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Benchmarks.EndToEnd.Probes;

/// <summary>Times a processor apart from the writing of what it built.</summary>
internal sealed class ProbedProcessor(ISnapshotProcessor inner, PartClock processor, PartClock bytes) : ISnapshotProcessor
{
    public IReadOnlyList<ISnapshotTransformation> Transformations => inner.Transformations;

    public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken) =>
        await processor.TimeAsync(Stopwatch.GetTimestamp(), inner.BuildAsync(source, chain, cancellationToken)) is { } snapshot ? new ProbedSnapshot(snapshot, bytes) : null;

    private sealed class ProbedSnapshot(ISnapshot inner, PartClock clock) : ISnapshot
    {
        public void WriteTo(CanonicalJsonWriter writer) => clock.Time(() =>
        {
            inner.WriteTo(writer);
            return true;
        });
    }
}

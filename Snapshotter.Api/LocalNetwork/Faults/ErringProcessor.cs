using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.LocalNetwork.Faults;

/// <summary>A processor whose snapshots are well formed and wrong.</summary>
internal sealed class ErringProcessor(ISnapshotProcessor inner) : ISnapshotProcessor
{
    public IReadOnlyList<ISnapshotTransformation> Transformations => inner.Transformations;

    public async ValueTask<ISnapshot?> BuildAsync(DataSource? source, ISourceChain chain, CancellationToken cancellationToken) =>
        await inner.BuildAsync(source, chain, cancellationToken) is { } snapshot ? new ShiftedSnapshot(snapshot) : null;
}

using Snapshotter.Core.Chain;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// Builds all snapshots of a project type for one epoch, of projects that nobody listed: what happened in the epoch tells which there
/// are (upstream <c>bulk_mode</c>, spec 5.2). A pure function like <see cref="ISnapshotProcessor"/>; one instance serves all epochs at once.
/// </summary>
public interface IBulkProcessor
{
    /// <summary>
    /// Builds the snapshots in the order of the chain: by block, transaction and log. An empty list means that the epoch holds nothing
    /// to say. The same source may stand in it several times where it did several things; a project has one snapshot an epoch, so the
    /// first of them is the one that is kept (see docs/bulk-mode.md).
    /// </summary>
    /// <param name="chain">The source chain during the epoch. Ask for one value at a time: reads are coalesced and cached behind it.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    /// <exception cref="SnapshotException">The data on the chain does not allow the snapshots; trying again would not help.</exception>
    /// <exception cref="SourceChainException">A read failed; trying again may help.</exception>
    ValueTask<IReadOnlyList<BulkSnapshot>> BuildAsync(ISourceChain chain, CancellationToken cancellationToken);
}

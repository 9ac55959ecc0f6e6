using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>Reads of the history in one call.</summary>
public static class FinalizedHistoryExtensions
{
    /// <summary>The content of a snapshot that this node or consensus vouches for.</summary>
    /// <param name="history">The history.</param>
    /// <param name="cid">The snapshot's CID.</param>
    /// <param name="projectId">Its project, for the error.</param>
    /// <param name="epochId">Its epoch, for the error.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="SnapshotException">It is nowhere to be had.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> RequiredContentAsync(this IFinalizedHistory history, Cid cid, string projectId, long epochId, CancellationToken cancellationToken) =>
        await history.ContentAsync(cid, cancellationToken)
        ?? throw new SnapshotException($"The content {cid} of {projectId} in epoch {epochId} is nowhere to be had: restore the content store, or let the IPFS node find it.");
}

using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Finalization;

/// <summary>
/// What is final, for callers: as this node knows it, otherwise as the protocol state tells (spec 1.2.1). Decisions that are found are kept;
/// that there is none is not, because it may come. Without a protocol state what the node knows is all there is.
/// </summary>
public sealed class FinalityLookup(IStateStore store, IProtocolState? protocol = null)
{
    /// <summary>The finalized CID, or null.</summary>
    /// <exception cref="ProtocolStateException">The node does not know, and the protocol state does not answer.</exception>
    public async ValueTask<Cid?> CidAsync(long epochId, string projectId, CancellationToken cancellationToken)
    {
        if (await store.FinalizedCidAsync(epochId, projectId, cancellationToken) is { } known) return known;
        if (Remote is not { } contract) return null;
        var first = await FirstEpochAsync(contract, projectId, cancellationToken);
        if (first == 0 || epochId < first) return null;
        if ((await contract.FinalizedAsync(epochId, [projectId], cancellationToken))[0] is not { } found) return null;
        await store.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(epochId, projectId, found)] }, cancellationToken);
        return found;
    }

    /// <summary>The latest epoch finalized for a project, or null.</summary>
    /// <exception cref="ProtocolStateException">The node does not know, and the protocol state does not answer.</exception>
    public async ValueTask<long?> LastEpochAsync(string projectId, CancellationToken cancellationToken)
    {
        if (await store.LastFinalizedEpochAsync(projectId, cancellationToken) is { } known) return known;
        if (Remote is not { } contract) return null;
        var last = await contract.LastFinalizedAsync(projectId, cancellationToken);
        return last == 0 ? null : last;
    }

    /// <summary>A released epoch, or null.</summary>
    /// <exception cref="ProtocolStateException">The node does not know, and the protocol state does not answer.</exception>
    public async ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) =>
        await store.EpochAsync(epochId, cancellationToken) ?? (Remote is { } contract ? await contract.EpochAsync(epochId, cancellationToken) : null);

    // The embedded protocol state knows no more than the store.
    private IProtocolState? Remote => protocol is { DecidesAtOnce: false } ? protocol : null;

    private async ValueTask<long> FirstEpochAsync(IProtocolState contract, string projectId, CancellationToken cancellationToken)
    {
        if (await store.FirstEpochAsync(projectId, cancellationToken) is { } known) return known;
        var first = await contract.FirstEpochAsync(projectId, cancellationToken);
        if (first != 0) await store.CommitAsync(new StateChange { FirstEpochs = [new FirstEpoch(projectId, first)] }, cancellationToken);
        return first;
    }
}

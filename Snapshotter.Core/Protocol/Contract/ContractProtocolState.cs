using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Protocol.Contract;

/// <summary>The protocol state on the anchor chain. Events tell of what is released and decided; what they did not tell, the views do.</summary>
public sealed class ContractProtocolState(IStateStore store, IProtocolContract contract, ContractViews views, EpochOptions epochs) : IProtocolState
{
    /// <inheritdoc/>
    public bool DecidesAtOnce => false;

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => store.CurrentEpochAsync(cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Of an epoch that this node did not release, the contract tells no hash.</remarks>
    public async ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken)
    {
        if (await store.EpochAsync(epochId, cancellationToken) is { } known) return known;
        var info = await views.ReadAsync(contract.EpochInfo(epochId), cancellationToken);
        return info.IsReleased ? new ReleasedEpoch(new Epoch(epochId, info.End - epochs.Size + 1, info.End), default, info.Timestamp, info.AnchorBlock, info.Timestamp) : null;
    }

    /// <inheritdoc/>
    public ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken) => views.ReadAsync(contract.FirstEpoch(projectId), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken) => views.ReadAsync(contract.LastFinalized(projectId), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken)
    {
        if (!isFirst) return null;
        return contract.Projects() is { } projects ? await views.ReadAsync(projects, cancellationToken) : [];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken) =>
        new([.. submissions.Select(static _ => SubmissionVerdict.Queued)]);

    /// <inheritdoc/>
    /// <exception cref="ProtocolStateException">The anchor chain does not answer.</exception>
    public ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        views.DecisionsAsync(epochId, projectIds, BlockTag.Latest, cancellationToken);
}

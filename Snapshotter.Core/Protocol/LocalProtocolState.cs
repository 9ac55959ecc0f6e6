using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Core.Protocol;

/// <summary>
/// The protocol state without an anchor chain: this node is the only one, so that what it submits within the window is final.
/// It keeps nothing of its own: the released epochs and the snapshots built are in the state store.
/// </summary>
public sealed class LocalProtocolState(IStateStore store, LocalProtocolOptions options) : IProtocolState
{
    /// <inheritdoc/>
    public bool DecidesAtOnce => true;

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => store.CurrentEpochAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => store.EpochAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken) =>
        await store.FirstFinalizedEpochAsync(projectId, cancellationToken) ?? 0;

    /// <inheritdoc/>
    public async ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken) =>
        await store.LastFinalizedEpochAsync(projectId, cancellationToken) ?? 0;

    /// <inheritdoc/>
    /// <remarks>The operator's list, anew at each start.</remarks>
    public ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken) => new([.. options.Projects]);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken)
    {
        var current = (await store.CurrentEpochAsync(cancellationToken))?.Epoch.Id ?? 0;
        return [.. submissions.Select(submission => Judge(submission.EpochId, current))];
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        store.BuiltCidsAsync(epochId, projectIds, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Only what the finalization of an epoch has written: the aggregates of an epoch must not find the epoch itself decided.</remarks>
    public async ValueTask<IReadOnlyList<Cid?>> FinalizedAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        // Asked together: with a shared store that is one way there and back.
        await Task.WhenAll(projectIds.Select(projectId => store.FinalizedCidAsync(epochId, projectId, cancellationToken).AsTask()));

    private SubmissionVerdict Judge(long epochId, long current)
    {
        if (epochId > current) return new SubmissionVerdict($"Epoch {epochId} is not released; the current one is {current}.");
        return current - epochId > options.SubmissionWindowEpochs
            ? new SubmissionVerdict($"The submission window of epoch {epochId} closed {current - epochId - options.SubmissionWindowEpochs} epochs ago. Raise LocalProtocol:SubmissionWindowEpochs.")
            : SubmissionVerdict.Accepted;
    }
}

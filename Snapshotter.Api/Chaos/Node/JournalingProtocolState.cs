using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>Notes every accepted submission where the node itself cannot forget it.</summary>
internal sealed class JournalingProtocolState(IProtocolState protocol, Journal journal) : IProtocolState
{
    /// <inheritdoc/>
    public bool DecidesAtOnce => protocol.DecidesAtOnce;

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => protocol.CurrentEpochAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => protocol.EpochAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> FirstEpochAsync(string projectId, CancellationToken cancellationToken) => protocol.FirstEpochAsync(projectId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> LastFinalizedAsync(string projectId, CancellationToken cancellationToken) => protocol.LastFinalizedAsync(projectId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>?> ProjectsAsync(bool isFirst, CancellationToken cancellationToken) => protocol.ProjectsAsync(isFirst, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<SubmissionVerdict>> SubmitAsync(IReadOnlyList<BuiltSnapshot> submissions, CancellationToken cancellationToken)
    {
        var verdicts = await protocol.SubmitAsync(submissions, cancellationToken);
        foreach (var (submission, verdict) in submissions.Zip(verdicts))
        {
            if (verdict.IsAccepted) journal.Submitted(submission.EpochId, submission.ProjectId, submission.Cid.ToString());
        }

        return verdicts;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> ConsensusAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        protocol.ConsensusAsync(epochId, projectIds, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> FinalizedAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        protocol.FinalizedAsync(epochId, projectIds, cancellationToken);
}

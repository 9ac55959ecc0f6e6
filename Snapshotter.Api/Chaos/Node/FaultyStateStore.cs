using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Api.Chaos.Node;

/// <summary>A state store that fails where fault points are armed. What it decorates is its owner's to dispose.</summary>
internal sealed class FaultyStateStore(IStateStore store, FaultPoints points) : IStateStore
{
    /// <inheritdoc/>
    public event Action<StateChange>? Committed
    {
        add => store.Committed += value;
        remove => store.Committed -= value;
    }

    /// <inheritdoc/>
    public ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken) => Writing().CommitAsync(change, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => Reading().CurrentEpochAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => Reading().EpochAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> IsSubmittedAsync(long epochId, CancellationToken cancellationToken) => Reading().IsSubmittedAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken) =>
        Reading().EpochReportsAsync(newest, count, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> BuiltCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        Reading().BuiltCidsAsync(epochId, projectIds, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> DecidedCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        Reading().DecidedCidsAsync(epochId, projectIds, cancellationToken);

    public ValueTask<Cid?> FinalizedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) =>
        Reading().FinalizedCidAsync(epochId, projectId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FinalizedSnapshot>> FinalizedCidsAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        Reading().FinalizedCidsAsync(projectId, fromEpochId, toEpochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> LastFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        Reading().LastFinalizedEpochAsync(projectId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> FirstFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        Reading().FirstFinalizedEpochAsync(projectId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HistoryEntry>> HistoryAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        Reading().HistoryAsync(projectId, fromEpochId, toEpochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<HistoryEntry?> LatestHistoryAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) =>
        Reading().LatestHistoryAsync(projectId, beforeEpochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> FirstEpochAsync(string projectId, CancellationToken cancellationToken) => Reading().FirstEpochAsync(projectId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Cid?> SubmittedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) =>
        Reading().SubmittedCidAsync(epochId, projectId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ForgetAsync(Remembered what, CancellationToken cancellationToken) => Writing().ForgetAsync(what, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubmissionTotals>> SubmissionTotalsAsync(CancellationToken cancellationToken) => Reading().SubmissionTotalsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubmissionReport>> SubmissionReportsAsync(string projectId, int limit, CancellationToken cancellationToken) =>
        Reading().SubmissionReportsAsync(projectId, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<byte[]?> FactAsync(string key, CancellationToken cancellationToken) => Reading().FactAsync(key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<bool> PruneAsync(Retention retention, CancellationToken cancellationToken) => Writing().PruneAsync(retention, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BuiltSnapshot>> BuiltAsync(long epochId, CancellationToken cancellationToken) => Reading().BuiltAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AllowedProject>> AllowedProjectsAsync(long epochId, CancellationToken cancellationToken) =>
        Reading().AllowedProjectsAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxEntry>> OutboxAsync(int limit, CancellationToken cancellationToken) => Reading().OutboxAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxEntry>> EpochOutboxAsync(long epochId, CancellationToken cancellationToken) => Reading().EpochOutboxAsync(epochId, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(StateSection section, CancellationToken cancellationToken) => Reading().CountAsync(section, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StatePortion> PortionAsync(StateSection section, string? after, int limit, CancellationToken cancellationToken) =>
        Reading().PortionAsync(section, after, limit, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IStateStore Reading()
    {
        points.Pass(StoreFaults.StateRead);
        return store;
    }

    private IStateStore Writing()
    {
        points.Pass(StoreFaults.StateWrite);
        return store;
    }
}

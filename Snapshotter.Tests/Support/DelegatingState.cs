using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Tests.Support;

/// <summary>A state store that passes everything on, for tests that change one thing. Who made the inner store closes it.</summary>
internal class DelegatingState(IStateStore inner) : IStateStore
{
    public event Action<StateChange>? Committed
    {
        add => inner.Committed += value;
        remove => inner.Committed -= value;
    }

    public virtual ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken) => inner.CommitAsync(change, cancellationToken);

    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => inner.CurrentEpochAsync(cancellationToken);

    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => inner.EpochAsync(epochId, cancellationToken);

    public ValueTask<bool> IsSubmittedAsync(long epochId, CancellationToken cancellationToken) => inner.IsSubmittedAsync(epochId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken) => inner.EpochReportsAsync(newest, count, cancellationToken);

    public ValueTask<IReadOnlyList<Cid?>> BuiltCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) => inner.BuiltCidsAsync(epochId, projectIds, cancellationToken);

    public ValueTask<IReadOnlyList<BuiltSnapshot>> BuiltAsync(long epochId, CancellationToken cancellationToken) => inner.BuiltAsync(epochId, cancellationToken);

    public ValueTask<Cid?> FinalizedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) => inner.FinalizedCidAsync(epochId, projectId, cancellationToken);

    public virtual ValueTask<IReadOnlyList<Cid?>> DecidedCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) => inner.DecidedCidsAsync(epochId, projectIds, cancellationToken);

    public ValueTask<IReadOnlyList<FinalizedSnapshot>> FinalizedCidsAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        inner.FinalizedCidsAsync(projectId, fromEpochId, toEpochId, cancellationToken);

    public ValueTask<long?> LastFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) => inner.LastFinalizedEpochAsync(projectId, cancellationToken);

    public ValueTask<long?> FirstFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) => inner.FirstFinalizedEpochAsync(projectId, cancellationToken);

    public ValueTask<IReadOnlyList<SubmissionTotals>> SubmissionTotalsAsync(CancellationToken cancellationToken) => inner.SubmissionTotalsAsync(cancellationToken);

    public ValueTask<IReadOnlyList<SubmissionReport>> SubmissionReportsAsync(string projectId, int limit, CancellationToken cancellationToken) => inner.SubmissionReportsAsync(projectId, limit, cancellationToken);

    public ValueTask<IReadOnlyList<AllowedProject>> AllowedProjectsAsync(long epochId, CancellationToken cancellationToken) => inner.AllowedProjectsAsync(epochId, cancellationToken);

    public virtual ValueTask<byte[]?> FactAsync(string key, CancellationToken cancellationToken) => inner.FactAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<HistoryEntry>> HistoryAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        inner.HistoryAsync(projectId, fromEpochId, toEpochId, cancellationToken);

    public ValueTask<HistoryEntry?> LatestHistoryAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) => inner.LatestHistoryAsync(projectId, beforeEpochId, cancellationToken);

    public ValueTask<long?> FirstEpochAsync(string projectId, CancellationToken cancellationToken) => inner.FirstEpochAsync(projectId, cancellationToken);

    public ValueTask<Cid?> SubmittedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) => inner.SubmittedCidAsync(epochId, projectId, cancellationToken);

    public ValueTask<IReadOnlyList<OutboxEntry>> OutboxAsync(int limit, CancellationToken cancellationToken) => inner.OutboxAsync(limit, cancellationToken);

    public ValueTask<IReadOnlyList<OutboxEntry>> EpochOutboxAsync(long epochId, CancellationToken cancellationToken) => inner.EpochOutboxAsync(epochId, cancellationToken);

    public ValueTask ForgetAsync(Remembered what, CancellationToken cancellationToken) => inner.ForgetAsync(what, cancellationToken);

    public ValueTask<long> CountAsync(StateSection section, CancellationToken cancellationToken) => inner.CountAsync(section, cancellationToken);

    public ValueTask<StatePortion> PortionAsync(StateSection section, string? after, int limit, CancellationToken cancellationToken) =>
        inner.PortionAsync(section, after, limit, cancellationToken);

    public ValueTask<bool> PruneAsync(Retention retention, CancellationToken cancellationToken) => inner.PruneAsync(retention, cancellationToken);

    public ValueTask DisposeAsync() => default;
}

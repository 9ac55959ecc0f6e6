using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Core.Storage;

/// <summary>
/// What the node knows and must not lose: epochs, the stages of every project in them, snapshots, finality and counters.
/// All writes go through <see cref="CommitAsync"/>, so that a stage's result and the jobs that follow from it survive together or not at all.
/// </summary>
public interface IStateStore : IAsyncDisposable
{
    /// <summary>
    /// Raised with every change that this store has made durable, those that follow from the burial of a job included. Handlers must be quick
    /// and must not throw.
    /// </summary>
    event Action<StateChange>? Committed;

    /// <summary>Writes everything in the change, or nothing. When it returns the change survives the death of the process.</summary>
    /// <returns>False when nothing was written because the job it completes had left the queue already, or something of an epoch to be rebuilt was submitted.</returns>
    /// <exception cref="StorageException">Nothing was written; also where the change is of a turn that is another process's now (<see cref="StateChange.IsOfTurn"/>).</exception>
    ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken);

    /// <summary>The latest released epoch, or null before the first.</summary>
    ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken);

    /// <summary>A released epoch, or null when it was not released or is past retention.</summary>
    ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>The stages of the epochs from <paramref name="newest"/> down, at most <paramref name="count"/>; epochs that were not released are left out.</summary>
    ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken);

    /// <summary>The snapshots this node built in an epoch for the projects, null where it built none, in the order of the projects.</summary>
    ValueTask<IReadOnlyList<Cid?>> BuiltCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken);

    /// <summary>All snapshots this node built in an epoch, ordered by project id.</summary>
    ValueTask<IReadOnlyList<BuiltSnapshot>> BuiltAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>The CID that consensus decided on, or null.</summary>
    ValueTask<Cid?> FinalizedCidAsync(long epochId, string projectId, CancellationToken cancellationToken);

    /// <summary>The CIDs that consensus decided on in an epoch for the projects, null where it has not, in the order of the projects: one question, however many they are.</summary>
    ValueTask<IReadOnlyList<Cid?>> DecidedCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken);

    /// <summary>The finalized snapshots of a project from one epoch to another, both included, in ascending order. The caller bounds the range.</summary>
    ValueTask<IReadOnlyList<FinalizedSnapshot>> FinalizedCidsAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken);

    /// <summary>The highest epoch finalized for the project, or null.</summary>
    ValueTask<long?> LastFinalizedEpochAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>The lowest epoch finalized for the project, or null.</summary>
    ValueTask<long?> FirstFinalizedEpochAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>
    /// What is remembered of a project's epochs in a range, both ends included, in ascending order and one entry for each epoch: the
    /// finalized CID, or null where there is only the mark that the epoch was undecided. The caller bounds the range.
    /// </summary>
    ValueTask<IReadOnlyList<HistoryEntry>> HistoryAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken);

    /// <summary>The highest epoch before another of which anything is remembered for the project; where a mark stands beside a CID, the mark.</summary>
    ValueTask<HistoryEntry?> LatestHistoryAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken);

    /// <summary>The project's first epoch as the protocol state told it, or null while none is remembered.</summary>
    ValueTask<long?> FirstEpochAsync(string projectId, CancellationToken cancellationToken);

    /// <summary>The snapshot this node built, while it is remembered as submitted, or null.</summary>
    ValueTask<Cid?> SubmittedCidAsync(long epochId, string projectId, CancellationToken cancellationToken);

    /// <summary>Whether something of an epoch was submitted: a submission was accepted, or one was signed, so that it may have been sent.</summary>
    ValueTask<bool> IsSubmittedAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>The submissions that have not ended, those of the lowest epochs first.</summary>
    ValueTask<IReadOnlyList<OutboxEntry>> OutboxAsync(int limit, CancellationToken cancellationToken);

    /// <summary>All submissions of an epoch, ended ones too, as long as they are kept.</summary>
    ValueTask<IReadOnlyList<OutboxEntry>> EpochOutboxAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>Forgets something about all projects: what an operator who deletes upstream's keys does, and what recorded histories replay.</summary>
    ValueTask ForgetAsync(Remembered what, CancellationToken cancellationToken);

    /// <summary>The counters of every project this node is responsible for, ordered by project id.</summary>
    ValueTask<IReadOnlyList<SubmissionTotals>> SubmissionTotalsAsync(CancellationToken cancellationToken);

    /// <summary>The accounts of a project's latest epochs with one of the outcomes, in ascending order of epochs, at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<SubmissionReport>> SubmissionReportsAsync(string projectId, int limit, CancellationToken cancellationToken);

    /// <summary>The projects that the protocol state allows in an epoch, ordered by their ids in lower case. For a released epoch the answer never changes.</summary>
    ValueTask<IReadOnlyList<AllowedProject>> AllowedProjectsAsync(long epochId, CancellationToken cancellationToken);

    /// <summary>A fact kept for later starts (such as a token's decimals), or null. Keys are namespaced by their owner.</summary>
    ValueTask<byte[]?> FactAsync(string key, CancellationToken cancellationToken);

    /// <summary>The number of records in a part of the state, for progress.</summary>
    ValueTask<long> CountAsync(StateSection section, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a part of the state a portion at a time. The portions of all parts, in the order of the parts, make a copy of the store; dead jobs
    /// and leases are no part of it. What is written meanwhile may be missed: copy while nobody writes.
    /// </summary>
    /// <param name="section">The part.</param>
    /// <param name="after"><see cref="StatePortion.Next"/> of the portion before, or null for the first. It stays good when the store is opened anew.</param>
    /// <param name="limit">The most records in the portion; the projects come all at once.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="ArgumentException"><paramref name="after"/> is not of this store.</exception>
    ValueTask<StatePortion> PortionAsync(StateSection section, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Removes a portion of what is past retention: epochs, snapshots, finality, accounts, outcomes, and projects of which nothing is left.
    /// The latest epoch, the counters of kept projects and the facts stay.
    /// </summary>
    /// <returns>Whether there may be more to remove.</returns>
    ValueTask<bool> PruneAsync(Retention retention, CancellationToken cancellationToken);
}

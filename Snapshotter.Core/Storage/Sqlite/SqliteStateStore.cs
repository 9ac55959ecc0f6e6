using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The embedded state store: one SQLite file in the data folder.</summary>
public sealed class SqliteStateStore : IStateStore, IStoreUpkeep
{
    internal const string EpochColumns = "id, first_block, last_block, last_hash, timestamp, anchor_block, released_at";

    private const string IdOfProject = "(SELECT id FROM project WHERE name = ?1)";

    private const string BuiltCid = $"SELECT cid FROM built WHERE epoch = ?2 AND project = {IdOfProject}";
    private const string SubmittedCid = $"{BuiltCid} AND submitted = 1";
    private const string FinalizedCid = $"SELECT finalized FROM account WHERE project = {IdOfProject} AND epoch = ?2 AND finalized IS NOT NULL";

    private readonly SqliteChangeWriter _changes;
    private readonly SqliteStatePruner _pruner;

    private SqliteStateStore(SqliteDatabase database, SqliteChangeWriter changes, SqliteJobHistory history)
    {
        Database = database;
        History = history;
        _changes = changes;
        _pruner = new SqliteStatePruner(changes);
    }

    /// <inheritdoc/>
    public event Action<StateChange>? Committed;

    /// <summary>Raised when jobs that are durable may be due.</summary>
    internal event Action? JobsEnqueued;

    internal SqliteDatabase Database { get; }

    /// <summary>What is kept of jobs that ended.</summary>
    internal SqliteJobHistory History { get; }

    /// <summary>Opens or creates the store in a folder. Only one process may hold it (see <see cref="DataFolder"/>).</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="time">The clock by which jobs are told to have been queued and ended; the system's unless given.</param>
    /// <param name="keepJobs">The most jobs that ended, and failed attempts, of which something is kept.</param>
    /// <exception cref="InvalidDataException">The file is damaged or of a newer release.</exception>
    public static SqliteStateStore Open(string folder, TimeProvider? time = null, int keepJobs = RetentionOptions.DefaultKeepJobs)
    {
        var path = Path.Combine(folder, "state.db");
        var history = new SqliteJobHistory(time ?? TimeProvider.System, keepJobs);
        var changes = new SqliteChangeWriter(history);
        var database = SqliteDatabase.Open(path, session =>
        {
            SqliteSchema.Upgrade(session, path, SqliteSchema.State);
            // Leases are those of a process that is gone, since nobody else may hold this folder; and waits were measured by a clock that may have been set since.
            // Only jobs that were queued for later have a time of their own, and an empty reason.
            session.ExecuteScript("UPDATE job SET leased = 0, due = 0, reason = nullif(reason, '') WHERE leased = 1 OR reason IS NOT ''");
            changes.Resume(session);
        }, changes.Forget);
        return new SqliteStateStore(database, changes, history);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken)
    {
        var written = await Database.WriteAsync(session => _changes.Write(session, change), cancellationToken);
        if (written) Tell(change, wakes: change.Enqueued.Count > 0);
        return written;
    }

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => new(Database.Read(session =>
        session.First($"SELECT {EpochColumns} FROM epoch ORDER BY id DESC LIMIT 1", ReadEpoch)));

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => new(Database.Read(session =>
        session.First($"SELECT {EpochColumns} FROM epoch WHERE id = ?1", ReadEpoch, epochId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken)
    {
        var reports = Database.ReadTogether(session =>
        {
            var epochs = session.All($"SELECT {EpochColumns} FROM epoch WHERE id <= ?1 AND id > ?2 ORDER BY id DESC", ReadEpoch, newest, newest - count);
            return epochs.ConvertAll(epoch => new EpochReport(epoch, session.All(
                "SELECT stage, subject, error, extra, at FROM transition WHERE epoch = ?1 ORDER BY stage, subject",
                row => new Transition(epoch.Epoch.Id, (Stage)row.Number(0), row.Text(1), row.TextOrNull(2), row.TextOrNull(3), row.Number(4)),
                epoch.Epoch.Id)));
        });
        return new ValueTask<IReadOnlyList<EpochReport>>(reports);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> BuiltCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        new(Database.ReadTogether<IReadOnlyList<Cid?>>(session => [.. projectIds.Select(projectId => CidIn(session, BuiltCid, epochId, projectId))]));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BuiltSnapshot>> BuiltAsync(long epochId, CancellationToken cancellationToken) => new(Database.Read(session => session.All(
        "SELECT name, cid FROM built JOIN project ON project.id = built.project WHERE epoch = ?1 ORDER BY name",
        row => new BuiltSnapshot(epochId, row.Text(0), SqliteCid.Read(row.Bytes(1))), epochId)));

    /// <inheritdoc/>
    public ValueTask<Cid?> FinalizedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) =>
        new(Database.Read(session => CidIn(session, FinalizedCid, epochId, projectId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> DecidedCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        new(Database.ReadTogether<IReadOnlyList<Cid?>>(session => [.. projectIds.Select(projectId => CidIn(session, FinalizedCid, epochId, projectId))]));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FinalizedSnapshot>> FinalizedCidsAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.All(
            $"SELECT epoch, finalized FROM account WHERE project = {IdOfProject} AND epoch BETWEEN ?2 AND ?3 AND finalized IS NOT NULL ORDER BY epoch",
            row => new FinalizedSnapshot(row.Number(0), projectId, SqliteCid.Read(row.Bytes(1))), projectId, fromEpochId, toEpochId)));

    /// <inheritdoc/>
    public ValueTask<long?> LastFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.Number(
            $"SELECT epoch FROM account WHERE project = {IdOfProject} AND finalized IS NOT NULL ORDER BY epoch DESC LIMIT 1", projectId)));

    /// <inheritdoc/>
    public ValueTask<long?> FirstFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.Number(
            $"SELECT epoch FROM account WHERE project = {IdOfProject} AND finalized IS NOT NULL ORDER BY epoch LIMIT 1", projectId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HistoryEntry>> HistoryAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.All(SqliteHistory.Range, SqliteHistory.Read, projectId, fromEpochId, toEpochId)));

    /// <inheritdoc/>
    public ValueTask<HistoryEntry?> LatestHistoryAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.First(SqliteHistory.Latest, SqliteHistory.Read, projectId, beforeEpochId)));

    /// <inheritdoc/>
    public ValueTask<long?> FirstEpochAsync(string projectId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.Number("SELECT first_epoch FROM project WHERE name = ?1", projectId)));

    /// <inheritdoc/>
    public ValueTask<Cid?> SubmittedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) =>
        new(Database.Read(session => CidIn(session, SubmittedCid, epochId, projectId)));

    /// <inheritdoc/>
    public ValueTask<bool> IsSubmittedAsync(long epochId, CancellationToken cancellationToken) => new(Database.Read(session => SqliteReorganisations.IsSubmitted(session, epochId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxEntry>> OutboxAsync(int limit, CancellationToken cancellationToken) => new(Database.Read(session => SqliteOutbox.Open(session, limit)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<OutboxEntry>> EpochOutboxAsync(long epochId, CancellationToken cancellationToken) => new(Database.Read(session => SqliteOutbox.OfEpoch(session, epochId)));

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(Remembered what, CancellationToken cancellationToken) =>
        await Database.WriteAsync(session => SqliteHistory.Forget(session, what), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubmissionTotals>> SubmissionTotalsAsync(CancellationToken cancellationToken) => new(Database.Read(session =>
        session.All(
            "SELECT name, successful, incorrect, missed FROM project WHERE own > 0 ORDER BY name",
            static row => new SubmissionTotals(row.Text(0), row.Number(1), row.Number(2), row.Number(3)))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubmissionReport>> SubmissionReportsAsync(string projectId, int limit, CancellationToken cancellationToken)
    {
        var reports = Database.Read(session => session.All(
            $"SELECT epoch, outcome, submitted, decided, reason FROM account WHERE project = {IdOfProject} AND outcome IS NOT NULL ORDER BY epoch DESC LIMIT ?2",
            row => new SubmissionReport(row.Number(0), projectId, (SubmissionOutcome)row.Number(1), CidAt(row, 2), CidAt(row, 3), row.Text(4)),
            projectId, limit));
        reports.Reverse();
        return new ValueTask<IReadOnlyList<SubmissionReport>>(reports);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AllowedProject>> AllowedProjectsAsync(long epochId, CancellationToken cancellationToken) =>
        new(Database.Read(session => SqliteAllowances.Of(session, epochId)));

    /// <inheritdoc/>
    public ValueTask<byte[]?> FactAsync(string key, CancellationToken cancellationToken) => new(Database.Read(session =>
        session.First("SELECT value FROM fact WHERE key = ?1", static row => row.Bytes(0), key)));

    /// <inheritdoc/>
    public ValueTask<long> CountAsync(StateSection section, CancellationToken cancellationToken) => new(Database.Read(session => SqlitePortions.Count(session, section)));

    /// <inheritdoc/>
    public ValueTask<StatePortion> PortionAsync(StateSection section, string? after, int limit, CancellationToken cancellationToken) =>
        new(Database.ReadTogether(session => SqlitePortions.Read(session, section, after, limit)));

    /// <inheritdoc/>
    public ValueTask<bool> PruneAsync(Retention retention, CancellationToken cancellationToken) =>
        Database.WriteAsync(session => _pruner.Prune(session, retention), cancellationToken);

    /// <inheritdoc/>
    public ValueTask KeepUpAsync(CancellationToken cancellationToken) => Database.KeepUpAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Tells of a change that is durable, and wakes who waits for jobs.</summary>
    internal void Tell(StateChange change, bool wakes)
    {
        if (wakes) TellOfJobs();
        Committed?.Invoke(change);
    }

    /// <summary>Tells that there are jobs which may be due.</summary>
    internal void TellOfJobs() => JobsEnqueued?.Invoke();

    /// <summary>Writes a change inside a transaction that is already open.</summary>
    internal bool Apply(SqliteSession session, StateChange change) => _changes.Write(session, change);

    /// <summary>Reads <see cref="EpochColumns"/>, which begin at a column.</summary>
    internal static ReleasedEpoch ReadEpoch(SqliteRow row, int at) => new(
        new Epoch(row.Number(at), row.Number(at + 1), row.Number(at + 2)), new Hash32(row.Bytes(at + 3)), row.Number(at + 4), row.Number(at + 5), row.Number(at + 6));

    internal static Cid? CidAt(SqliteRow row, int column) => row.IsNull(column) ? null : SqliteCid.Read(row.Bytes(column));

    private static ReleasedEpoch ReadEpoch(SqliteRow row) => ReadEpoch(row, 0);

    private static Cid? CidIn(SqliteSession session, string sql, long epochId, string projectId) =>
        session.First(sql, static row => row.Bytes(0), projectId, epochId) is { } bytes ? SqliteCid.Read(bytes) : null;
}

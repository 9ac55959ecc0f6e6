using Microsoft.Data.Sqlite;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The embedded state store: one SQLite file in the data folder.</summary>
public sealed class SqliteStateStore : IStateStore
{
    private const string EpochColumns = "id, first_block, last_block, last_hash, timestamp, anchor_block, released_at";

    private const string BuiltCid = "SELECT cid FROM built WHERE project = (SELECT id FROM project WHERE name = $1) AND epoch = $2";
    private const string SubmittedCid = $"{BuiltCid} AND submitted = 1";
    private const string FinalizedCid = "SELECT cid FROM finalized WHERE project = (SELECT id FROM project WHERE name = $1) AND epoch = $2";

    private readonly SqliteChangeWriter _changes;

    private SqliteStateStore(SqliteDatabase database, SqliteChangeWriter changes)
    {
        Database = database;
        _changes = changes;
    }

    /// <summary>Raised after a change that enqueued jobs is durable.</summary>
    internal event Action? JobsEnqueued;

    internal SqliteDatabase Database { get; }

    /// <summary>Opens or creates the store in a folder. Only one process may hold it (see <see cref="DataFolder"/>).</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of a newer release.</exception>
    public static SqliteStateStore Open(string folder)
    {
        var path = Path.Combine(folder, "state.db");
        var changes = new SqliteChangeWriter();
        var database = SqliteDatabase.Open(path, session =>
        {
            SqliteSchema.Upgrade(session, path);
            // Leases of a process that is gone: nobody else may hold this folder.
            session.ExecuteScript("UPDATE job SET leased = 0, due = 0 WHERE leased = 1");
        }, changes.Forget);
        return new SqliteStateStore(database, changes);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken)
    {
        var written = await Database.WriteAsync(session => _changes.Write(session, change), cancellationToken);
        if (written && change.Enqueued.Count > 0) JobsEnqueued?.Invoke();
        return written;
    }

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> CurrentEpochAsync(CancellationToken cancellationToken) => new(Database.Read(session =>
        session.First($"SELECT {EpochColumns} FROM epoch ORDER BY id DESC LIMIT 1", ReadEpoch)));

    /// <inheritdoc/>
    public ValueTask<ReleasedEpoch?> EpochAsync(long epochId, CancellationToken cancellationToken) => new(Database.Read(session =>
        session.First($"SELECT {EpochColumns} FROM epoch WHERE id = $1", ReadEpoch, epochId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EpochReport>> EpochReportsAsync(long newest, int count, CancellationToken cancellationToken)
    {
        var reports = Database.Read(session =>
        {
            var epochs = session.All($"SELECT {EpochColumns} FROM epoch WHERE id <= $1 AND id > $2 ORDER BY id DESC", ReadEpoch, newest, newest - count);
            return epochs.ConvertAll(epoch => new EpochReport(epoch, session.All(
                "SELECT stage, subject, error, extra, at FROM transition WHERE epoch = $1 ORDER BY stage, subject",
                row => new Transition(epoch.Epoch.Id, (Stage)row.GetInt32(0), row.GetString(1), Text(row, 2), Text(row, 3), row.GetInt64(4)),
                epoch.Epoch.Id)));
        });
        return new ValueTask<IReadOnlyList<EpochReport>>(reports);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Cid?>> BuiltCidsAsync(long epochId, IReadOnlyList<string> projectIds, CancellationToken cancellationToken) =>
        new(Database.Read<IReadOnlyList<Cid?>>(session => [.. projectIds.Select(projectId => CidIn(session, BuiltCid, epochId, projectId))]));

    /// <inheritdoc/>
    public ValueTask<Cid?> FinalizedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) =>
        new(Database.Read(session => CidIn(session, FinalizedCid, epochId, projectId)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FinalizedSnapshot>> FinalizedCidsAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.All(
            "SELECT epoch, cid FROM finalized WHERE project = (SELECT id FROM project WHERE name = $1) AND epoch BETWEEN $2 AND $3 ORDER BY epoch",
            row => new FinalizedSnapshot(row.GetInt64(0), projectId, SqliteCid.Read((byte[])row.GetValue(1))), projectId, fromEpochId, toEpochId)));

    /// <inheritdoc/>
    public ValueTask<long?> LastFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        new(EpochOf("SELECT last_finalized FROM project WHERE name = $1", projectId));

    /// <inheritdoc/>
    public ValueTask<long?> FirstFinalizedEpochAsync(string projectId, CancellationToken cancellationToken) =>
        new(EpochOf("SELECT first_finalized FROM project WHERE name = $1", projectId));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HistoryEntry>> HistoryAsync(string projectId, long fromEpochId, long toEpochId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.All(SqliteHistory.Range, SqliteHistory.Read, projectId, fromEpochId, toEpochId)));

    /// <inheritdoc/>
    public ValueTask<HistoryEntry?> LatestHistoryAsync(string projectId, long beforeEpochId, CancellationToken cancellationToken) =>
        new(Database.Read(session => session.First(SqliteHistory.Latest, SqliteHistory.Read, projectId, beforeEpochId)));

    /// <inheritdoc/>
    public ValueTask<long?> FirstEpochAsync(string projectId, CancellationToken cancellationToken) =>
        new(EpochOf("SELECT first_epoch FROM project WHERE name = $1", projectId));

    /// <inheritdoc/>
    public ValueTask<Cid?> SubmittedCidAsync(long epochId, string projectId, CancellationToken cancellationToken) =>
        new(Database.Read(session => CidIn(session, SubmittedCid, epochId, projectId)));

    /// <inheritdoc/>
    public async ValueTask ForgetAsync(Remembered what, CancellationToken cancellationToken) =>
        await Database.WriteAsync(session => SqliteHistory.Forget(session, what), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubmissionTotals>> SubmissionTotalsAsync(CancellationToken cancellationToken) => new(Database.Read(session =>
        session.All(
            "SELECT name, successful, incorrect, missed FROM project WHERE own = 1 ORDER BY name",
            row => new SubmissionTotals(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubmissionReport>> SubmissionReportsAsync(string projectId, int limit, CancellationToken cancellationToken)
    {
        var reports = Database.Read(session => session.All(
            "SELECT epoch, outcome, submitted, finalized, reason FROM report WHERE project = (SELECT id FROM project WHERE name = $1) ORDER BY epoch DESC LIMIT $2",
            row => new SubmissionReport(row.GetInt64(0), projectId, (SubmissionOutcome)row.GetInt32(1), CidAt(row, 2), CidAt(row, 3), row.GetString(4)),
            projectId, limit));
        reports.Reverse();
        return new ValueTask<IReadOnlyList<SubmissionReport>>(reports);
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> FactAsync(string key, CancellationToken cancellationToken) => new(Database.Read(session =>
        session.First("SELECT value FROM fact WHERE key = $1", row => (byte[])row.GetValue(0), key)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Writes a change inside a transaction that is already open.</summary>
    internal bool Apply(SqliteSession session, StateChange change) => _changes.Write(session, change);

    private static ReleasedEpoch ReadEpoch(SqliteDataReader row) => new(
        new Epoch(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), new Hash32((byte[])row.GetValue(3)), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static Cid? CidAt(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : SqliteCid.Read((byte[])row.GetValue(column));

    private static Cid? CidIn(SqliteSession session, string sql, long epochId, string projectId) =>
        session.Scalar<byte[]?>(sql, null, projectId, epochId) is { } bytes ? SqliteCid.Read(bytes) : null;

    private long? EpochOf(string sql, string projectId) =>
        Database.Read(session => session.Scalar(sql, -1L, projectId)) is var epoch and >= 0 ? epoch : null;
}

using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Jobs.Sqlite;

/// <summary>The statements behind lists of jobs. Each reads no more rows than it returns: a partial index holds the jobs of each state by id.</summary>
internal static class SqliteJobRecords
{
    private const string Waiting = "id, kind, epoch, key, attempt, deliveries, queued, started, due, reason, leased FROM job";

    /// <summary>What the partial indexes of the schema say of a state; a statement that says the same reads them. A job that was queued for later has an empty reason.</summary>
    private static string IsIn(JobState state) => state switch
    {
        JobState.Enqueued => "leased = 0 AND reason IS NULL",
        JobState.Scheduled => "leased = 0 AND reason IS NOT NULL",
        _ => "leased = 1",
    };

    /// <summary>The statement for a page: before ?1, at most ?2.</summary>
    public static string PageSql(JobState state) => state switch
    {
        JobState.Succeeded => "SELECT id, id, kind, epoch, key, attempt, deliveries, queued, started, ended, NULL FROM done_job WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
        JobState.Failed => "SELECT id, job, kind, epoch, key, attempt, deliveries, NULL, NULL, at, reason FROM failed_attempt WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
        JobState.Dead => "SELECT id, id, kind, epoch, key, attempt, deliveries, NULL, NULL, died_at * 1000, reason FROM dead_job WHERE id < ?1 ORDER BY id DESC LIMIT ?2",
        _ => $"SELECT id, {Waiting} WHERE {IsIn(state)} AND id < ?1 ORDER BY id DESC LIMIT ?2",
    };

    /// <summary>The number of jobs in each state, as triggers keep it: one row for each state, however many jobs there are.</summary>
    public static JobCounts Counts(SqliteSession session)
    {
        var counts = session.All("SELECT count FROM job_count ORDER BY state", static row => row.Number(0));
        return new JobCounts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    /// <summary>A page with the place of each row in its list.</summary>
    public static List<(long Place, JobRecord Record)> Page(SqliteSession session, JobState state, long before, int limit) =>
        session.All(PageSql(state), row => (row.Number(0), Read(row, 1, state)), before, limit);

    /// <summary>A job, wherever it is.</summary>
    public static JobRecord? Find(SqliteSession session, long id)
    {
        foreach (var state in (ReadOnlySpan<JobState>)[JobState.Processing, JobState.Scheduled, JobState.Enqueued])
        {
            if (session.First($"SELECT {Waiting} WHERE {IsIn(state)} AND id = ?1", row => Read(row, 0, state), id) is { } waiting) return waiting;
        }

        return session.First("SELECT id, kind, epoch, key, attempt, deliveries, NULL, NULL, died_at * 1000, reason FROM dead_job WHERE id = ?1", static row => Read(row, 0, JobState.Dead), id)
            ?? session.First("SELECT id, kind, epoch, key, attempt, deliveries, queued, started, ended, NULL FROM done_job WHERE id = ?1", static row => Read(row, 0, JobState.Succeeded), id);
    }

    /// <summary>The waiting and running jobs of an epoch.</summary>
    public static List<JobRecord> OfEpoch(SqliteSession session, long epochId, int limit) => session.All(
        $"SELECT {Waiting} WHERE epoch = ?1 LIMIT ?2",
        static row => Read(row, 0, row.Number(10) != 0 ? JobState.Processing : row.IsNull(9) ? JobState.Enqueued : JobState.Scheduled), epochId, limit);

    private static JobRecord Read(SqliteRow row, int at, JobState state) => EarlierEpochs.AsShown(new JobRecord(
        row.Number(at), row.Text(at + 1), row.Number(at + 2), row.Text(at + 3), state, (int)row.Number(at + 4), (int)row.Number(at + 5))
    {
        QueuedAt = TimeAt(row, at + 6),
        StartedAt = TimeAt(row, at + 7),
        At = TimeAt(row, at + 8),
        Reason = row.TextOrNull(at + 9) is { Length: > 0 } reason ? reason : null,
    });

    private static DateTimeOffset? TimeAt(SqliteRow row, int column) =>
        row.IsNull(column) || row.Number(column) == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.Number(column));
}

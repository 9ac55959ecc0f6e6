using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Core.Jobs.Sqlite;

/// <summary>The ledger of the embedded queue: reads of its tables by key, and the counts that its triggers keep.</summary>
public sealed class SqliteJobLedger(SqliteStateStore store, SteadyTime time) : IJobLedger
{
    private const string AsSeen = "epoch = ?1 AND kind = ?2 AND key = ?3 AND id = ?4 AND attempt = ?5 AND deliveries = ?6";

    /// <inheritdoc/>
    public ValueTask<JobCounts> CountsAsync(CancellationToken cancellationToken) => new(store.Database.Read(SqliteJobRecords.Counts));

    /// <inheritdoc/>
    public ValueTask<JobPage> JobsAsync(JobState state, long? before, int limit, CancellationToken cancellationToken)
    {
        var rows = store.Database.Read(session => SqliteJobRecords.Page(session, state, before ?? long.MaxValue, limit));
        return new(new JobPage(rows.ConvertAll(static row => row.Record), rows.Count == limit ? rows[^1].Place : null));
    }

    /// <inheritdoc/>
    public ValueTask<JobRecord?> JobAsync(long id, CancellationToken cancellationToken) => new(store.Database.ReadTogether(session => SqliteJobRecords.Find(session, id)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JobRecord>> OfEpochAsync(long epochId, int limit, CancellationToken cancellationToken) =>
        new(store.Database.Read(session => SqliteJobRecords.OfEpoch(session, epochId, limit)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FailedAttempt>> FailuresAsync(long id, int limit, CancellationToken cancellationToken) => new(store.Database.Read(session => session.All(
        "SELECT job, kind, epoch, key, attempt, deliveries, at, reason, detail FROM failed_attempt WHERE job = ?1 ORDER BY id LIMIT ?2",
        static row => new FailedAttempt(
            new Job(row.Number(0), row.Text(1), row.Number(2), row.Text(3), [], (int)row.Number(4), (int)row.Number(5)),
            DateTimeOffset.FromUnixTimeMilliseconds(row.Number(6)), row.Text(7), row.Text(8)),
        id, limit)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<JobPace>> PaceAsync(DateTimeOffset from, CancellationToken cancellationToken) => new(store.Database.Read(session => session.All(
        "SELECT stretch, done, failed FROM job_pace WHERE stretch >= ?1 ORDER BY stretch",
        static row => new JobPace(row.Number(0), row.Number(1), row.Number(2)), JobPace.StretchOf(from))));

    /// <inheritdoc/>
    public async ValueTask NoteAsync(FailedAttempt failure, CancellationToken cancellationToken) =>
        await store.Database.WriteAsync(
            session =>
            {
                store.History.Failed(session, failure);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> RequeueAsync(JobSeen seen, CancellationToken cancellationToken)
    {
        var done = seen.State is JobState.Scheduled or JobState.Dead && await store.Database.WriteAsync(session => Requeue(session, seen), cancellationToken);
        if (done) store.TellOfJobs();
        return done;
    }

    /// <inheritdoc/>
    public async ValueTask<Job?> TakeAsync(JobSeen seen, TimeSpan lease, CancellationToken cancellationToken)
    {
        if (seen.State is not (JobState.Enqueued or JobState.Scheduled)) return null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await store.Database.WriteAsync(
            session => SqliteJobRecords.Find(session, seen.Id) is { } job && job.Seen == seen
                ? session.First(
                    $"UPDATE job SET leased = 1, deliveries = deliveries + 1, due = ?7, started = ?8 WHERE {AsSeen} AND leased = 0 RETURNING {SqliteJobQueue.Columns}",
                    SqliteJobQueue.ReadJob, job.EpochId, job.Kind, job.Key, seen.Id, seen.Attempt, seen.Deliveries, now + (long)lease.TotalMilliseconds, now)
                : null,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ForgetAsync(JobSeen seen, CancellationToken cancellationToken) =>
        seen.State == JobState.Dead && await store.Database.WriteAsync(
            session => session.Execute("DELETE FROM dead_job WHERE id = ?1 AND attempt = ?2 AND deliveries = ?3", seen.Id, seen.Attempt, seen.Deliveries) > 0, cancellationToken);

    private bool Requeue(SqliteSession session, JobSeen seen)
    {
        if (SqliteJobRecords.Find(session, seen.Id) is not { } job || job.Seen != seen) return false;
        if (seen.State == JobState.Scheduled)
        {
            return session.Execute($"UPDATE job SET due = 0 WHERE {AsSeen} AND leased = 0 AND due <> ?7", job.EpochId, job.Kind, job.Key, seen.Id, seen.Attempt, seen.Deliveries, EarlierEpochs.Due) > 0;
        }

        // It keeps its id, so that its history stays one.
        var isQueued = session.Execute(
            """
            INSERT INTO job (epoch, kind, key, id, payload, queued)
            SELECT epoch, kind, key, id, payload, ?2 FROM dead_job WHERE id = ?1 ON CONFLICT (epoch, kind, key) DO NOTHING
            """,
            seen.Id, store.History.Now) > 0;
        return isQueued && session.Execute("DELETE FROM dead_job WHERE id = ?1", seen.Id) > 0;
    }
}

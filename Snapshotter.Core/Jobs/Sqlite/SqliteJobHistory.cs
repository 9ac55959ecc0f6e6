using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Jobs.Sqlite;

/// <summary>Writes what is kept of jobs that ended, in the transaction that ends them: it costs no commit of its own. Runs on the writer only.</summary>
internal sealed class SqliteJobHistory(TimeProvider time, int keep)
{
    /// <summary>The time for columns of jobs, in milliseconds.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A job was completed and has left the queue.</summary>
    public void Succeeded(SqliteSession session, Job job, (long Queued, long Started) times)
    {
        session.Execute(
            "INSERT OR REPLACE INTO done_job (id, kind, epoch, key, attempt, deliveries, queued, started, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            job.Id, job.Kind, job.EpochId, job.Key, job.Attempt, job.Deliveries, times.Queued, times.Started, Now);
        session.Execute("DELETE FROM done_job WHERE id <= ?1", job.Id - keep);
        Count(session, JobState.Succeeded);
        Pace(session, done: 1, failed: 0);
    }

    /// <summary>An attempt failed.</summary>
    public void Failed(SqliteSession session, FailedAttempt failure)
    {
        var job = failure.Job;
        session.Execute(
            "INSERT INTO failed_attempt (job, kind, epoch, key, attempt, deliveries, at, reason, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            job.Id, job.Kind, job.EpochId, job.Key, job.Attempt, job.Deliveries, failure.At.ToUnixTimeMilliseconds(), failure.Reason, failure.Detail);
        session.Execute("DELETE FROM failed_attempt WHERE id <= (SELECT max(id) FROM failed_attempt) - ?1", keep);
        Count(session, JobState.Failed);
        Pace(session, done: 0, failed: 1);
    }

    private static void Count(SqliteSession session, JobState state) => session.Execute("UPDATE job_count SET count = count + 1 WHERE state = ?1", (long)state);

    private void Pace(SqliteSession session, int done, int failed)
    {
        var stretch = JobPace.StretchOf(time.GetUtcNow());
        var isNew = session.Execute("UPDATE job_pace SET done = done + ?2, failed = failed + ?3 WHERE stretch = ?1", stretch, done, failed) == 0;
        if (!isNew) return;
        session.Execute("INSERT INTO job_pace (stretch, done, failed) VALUES (?1, ?2, ?3)", stretch, done, failed);
        session.Execute("DELETE FROM job_pace WHERE stretch <= ?1", stretch - (JobPace.Kept * JobPace.Seconds));
    }
}

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>What the operator sees of jobs.</summary>
internal static class SqliteJobTables
{
    /// <summary>
    /// When jobs were queued and started, those that ended, the attempts that failed, and the pace. <c>job_count</c> has a row for each
    /// <see cref="Jobs.Ledger.JobState"/>; triggers keep those of jobs and dead jobs, so that no page counts rows. A partial index holds the
    /// jobs of each state by id, and another the epochs in which a stage failed.
    /// </summary>
    public const string History = """
        ALTER TABLE job ADD COLUMN queued INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE job ADD COLUMN started INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX job_enqueued ON job (id) WHERE leased = 0 AND reason IS NULL;
        CREATE INDEX job_scheduled ON job (id) WHERE leased = 0 AND reason IS NOT NULL;
        CREATE INDEX job_processing ON job (id) WHERE leased = 1;
        CREATE INDEX transition_failed ON transition (epoch) WHERE error IS NOT NULL;
        CREATE TABLE done_job (
          id INTEGER PRIMARY KEY, kind TEXT NOT NULL, epoch INTEGER NOT NULL, key TEXT NOT NULL, attempt INTEGER NOT NULL, deliveries INTEGER NOT NULL,
          queued INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL);
        CREATE TABLE failed_attempt (
          id INTEGER PRIMARY KEY, job INTEGER NOT NULL, kind TEXT NOT NULL, epoch INTEGER NOT NULL, key TEXT NOT NULL, attempt INTEGER NOT NULL,
          deliveries INTEGER NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL, detail TEXT NOT NULL);
        CREATE INDEX failed_attempt_by_job ON failed_attempt (job);
        CREATE TABLE job_pace (stretch INTEGER PRIMARY KEY, done INTEGER NOT NULL, failed INTEGER NOT NULL);
        CREATE TABLE job_count (state INTEGER PRIMARY KEY, count INTEGER NOT NULL);
        INSERT INTO job_count (state, count)
        SELECT 0, count(*) FROM job WHERE leased = 0 AND reason IS NULL UNION ALL
        SELECT 1, count(*) FROM job WHERE leased = 0 AND reason IS NOT NULL UNION ALL
        SELECT 2, count(*) FROM job WHERE leased = 1 UNION ALL
        SELECT 3, 0 UNION ALL SELECT 4, 0 UNION ALL SELECT 5, count(*) FROM dead_job;
        CREATE TRIGGER job_came AFTER INSERT ON job BEGIN
          UPDATE job_count SET count = count + 1 WHERE state = CASE WHEN new.leased = 1 THEN 2 WHEN new.reason IS NULL THEN 0 ELSE 1 END;
        END;
        CREATE TRIGGER job_went AFTER DELETE ON job BEGIN
          UPDATE job_count SET count = count - 1 WHERE state = CASE WHEN old.leased = 1 THEN 2 WHEN old.reason IS NULL THEN 0 ELSE 1 END;
        END;
        CREATE TRIGGER job_moved AFTER UPDATE OF leased, reason ON job WHEN old.leased <> new.leased OR (old.reason IS NULL) <> (new.reason IS NULL) BEGIN
          UPDATE job_count SET count = count - 1 WHERE state = CASE WHEN old.leased = 1 THEN 2 WHEN old.reason IS NULL THEN 0 ELSE 1 END;
          UPDATE job_count SET count = count + 1 WHERE state = CASE WHEN new.leased = 1 THEN 2 WHEN new.reason IS NULL THEN 0 ELSE 1 END;
        END;
        CREATE TRIGGER dead_job_came AFTER INSERT ON dead_job BEGIN UPDATE job_count SET count = count + 1 WHERE state = 5; END;
        CREATE TRIGGER dead_job_went AFTER DELETE ON dead_job BEGIN UPDATE job_count SET count = count - 1 WHERE state = 5; END;
        """;
}

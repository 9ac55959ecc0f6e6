using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>Writes a <see cref="StateChange"/> into the tables. Runs on the writer only.</summary>
internal sealed class SqliteChangeWriter
{
    private readonly Dictionary<string, long> _projects = new(StringComparer.Ordinal);
    private long _lastJob;

    /// <summary>Goes on numbering jobs where the process before ended. Only jobs that are gone with it may have had higher numbers.</summary>
    public void Resume(SqliteSession session) =>
        _lastJob = session.Number("SELECT max(id) FROM (SELECT max(id) AS id FROM job UNION ALL SELECT max(id) FROM dead_job)") ?? 0;

    /// <summary>Forgets the ids of projects: the transaction that gave them did not happen, or projects were removed.</summary>
    public void Forget() => _projects.Clear();

    /// <summary>Writes all of the change, or nothing when the job it completes was already completed by another delivery.</summary>
    public bool Write(SqliteSession session, StateChange change)
    {
        if (change.Completed is { } job && !Remove(session, job)) return false;

        foreach (var released in change.Released)
        {
            session.Execute(
                "INSERT INTO epoch (id, first_block, last_block, last_hash, timestamp, anchor_block, released_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
                released.Epoch.Id, released.Epoch.Begin, released.Epoch.End, released.EndHash.Bytes.ToArray(), released.Timestamp, released.AnchorBlock, released.ReleasedAt);
        }

        if (change.Projects.Count > 0) Own(session, change.Projects);
        foreach (var transition in change.Transitions) Write(session, transition);
        foreach (var built in change.Built) Write(session, built);
        foreach (var finalized in change.Finalized) Write(session, finalized);
        foreach (var undecided in change.Undecided) Write(session, undecided);
        foreach (var first in change.FirstEpochs) Write(session, first);
        foreach (var report in change.Reports) Write(session, report);
        foreach (var (key, value) in change.Facts)
        {
            session.Execute("INSERT INTO fact (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);
        }

        foreach (var enqueued in change.Enqueued)
        {
            if (HasEnded(session, enqueued)) Write(session, enqueued);
        }

        return true;
    }

    private static bool HasEnded(SqliteSession session, NewJob job)
    {
        foreach (var project in job.WaitsFor)
        {
            if (session.Number("SELECT 1 FROM transition WHERE epoch = ?1 AND stage = ?2 AND subject = ?3", job.EpochId, (long)Stage.SnapshotBuild, project) is null) return false;
        }

        return true;
    }

    private static bool Remove(SqliteSession session, Job job) =>
        session.Execute("DELETE FROM job WHERE epoch = ?1 AND kind = ?2 AND key = ?3 AND id = ?4", job.EpochId, job.Kind, job.Key, job.Id) > 0;

    private void Write(SqliteSession session, NewJob job) => session.Execute(
        "INSERT INTO job (epoch, kind, key, id, payload) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (epoch, kind, key) DO NOTHING",
        job.EpochId, job.Kind, job.Key, ++_lastJob, job.Payload);

    private static void Write(SqliteSession session, Transition transition) => session.Execute(
        "INSERT OR REPLACE INTO transition (epoch, stage, subject, error, extra, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        transition.EpochId, (long)transition.Stage, transition.Subject, transition.Error, transition.Extra, transition.Timestamp);

    private void Write(SqliteSession session, BuiltSnapshot built) => session.Execute(
        "INSERT OR REPLACE INTO built (epoch, project, cid) VALUES (?1, ?2, ?3)", built.EpochId, IdOf(session, built.ProjectId), built.Cid.ToBytes());

    // What is final never changes: the first decision stays.
    private void Write(SqliteSession session, FinalizedSnapshot finalized) => session.Execute(
        """
        INSERT INTO account (project, epoch, finalized) VALUES (?1, ?2, ?3)
        ON CONFLICT (project, epoch) DO UPDATE SET finalized = excluded.finalized WHERE finalized IS NULL
        """,
        IdOf(session, finalized.ProjectId), finalized.EpochId, finalized.Cid.ToBytes());

    private void Write(SqliteSession session, UndecidedEpoch undecided) => session.Execute(
        "INSERT OR IGNORE INTO undecided (project, epoch) VALUES (?1, ?2)", IdOf(session, undecided.ProjectId), undecided.EpochId);

    private void Write(SqliteSession session, FirstEpoch first) =>
        session.Execute("UPDATE project SET first_epoch = ?2 WHERE id = ?1", IdOf(session, first.ProjectId), first.EpochId);

    private void Write(SqliteSession session, SubmissionReport report)
    {
        var project = IdOf(session, report.ProjectId);
        var before = session.Number("SELECT outcome FROM account WHERE project = ?1 AND epoch = ?2", project, report.EpochId);
        session.Execute(
            """
            INSERT INTO account (project, epoch, outcome, submitted, decided, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (project, epoch) DO UPDATE
            SET outcome = excluded.outcome, submitted = excluded.submitted, decided = excluded.decided, reason = excluded.reason
            """,
            project, report.EpochId, (long)report.Outcome, report.SubmittedCid?.ToBytes(), report.FinalizedCid?.ToBytes(), report.Reason);
        if (before == (long)report.Outcome) return;
        Count(session, project, (SubmissionOutcome?)before, -1);
        Count(session, project, report.Outcome, +1);
    }

    private static void Count(SqliteSession session, long project, SubmissionOutcome? outcome, int by)
    {
        var sql = outcome switch
        {
            SubmissionOutcome.Successful => "UPDATE project SET successful = successful + ?2 WHERE id = ?1",
            SubmissionOutcome.Incorrect => "UPDATE project SET incorrect = incorrect + ?2 WHERE id = ?1",
            SubmissionOutcome.Missed => "UPDATE project SET missed = missed + ?2 WHERE id = ?1",
            _ => null,
        };
        if (sql is not null) session.Execute(sql, project, by);
    }

    private void Own(SqliteSession session, IReadOnlyList<string> names)
    {
        session.Execute("UPDATE project SET own = 0, seen = coalesce((SELECT max(id) FROM epoch), 0) WHERE own = 1");
        foreach (var name in names) session.Execute("UPDATE project SET own = 1 WHERE id = ?1", IdOf(session, name));
    }

    private long IdOf(SqliteSession session, string name)
    {
        if (_projects.TryGetValue(name, out var id)) return id;
        session.Execute("INSERT INTO project (name, seen) VALUES (?1, coalesce((SELECT max(id) FROM epoch), 0)) ON CONFLICT (name) DO NOTHING", name);
        id = session.Number("SELECT id FROM project WHERE name = ?1", name)!.Value;
        _projects.Add(name, id);
        return id;
    }
}

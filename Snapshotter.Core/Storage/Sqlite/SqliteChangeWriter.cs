using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>Writes a <see cref="StateChange"/> into the tables. Runs on the writer only.</summary>
internal sealed class SqliteChangeWriter(SqliteJobHistory history)
{
    private readonly Dictionary<string, long> _projects = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _own;
    private long _lastJob;

    /// <summary>Goes on numbering jobs where the process before ended. Only jobs that are gone with it may have had higher numbers.</summary>
    public void Resume(SqliteSession session) =>
        _lastJob = session.Number(
        """
        SELECT max(id) FROM (
          SELECT max(id) AS id FROM job UNION ALL SELECT max(id) FROM dead_job UNION ALL SELECT max(id) FROM done_job UNION ALL SELECT max(job) FROM failed_attempt)
        """) ?? 0;

    /// <summary>Forgets the ids of projects: the transaction that gave them did not happen, or projects were removed.</summary>
    public void Forget()
    {
        _projects.Clear();
        _own = null;
    }

    /// <summary>Writes all of the change, or nothing when the job it completes was already completed by another delivery.</summary>
    /// <exception cref="InvalidOperationException">The change brings contents, which are not this store's.</exception>
    public bool Write(SqliteSession session, StateChange change)
    {
        if (change.Contents.Count > 0) throw new InvalidOperationException("Contents do not lie beside the embedded state: they are put into their own store.");
        foreach (var forked in change.Forked)
        {
            if (forked.IsRebuilt && SqliteReorganisations.IsSubmitted(session, forked.EpochId)) return false;
        }

        if (change.Completed is { } job && !Remove(session, job)) return false;

        foreach (var epochId in change.Withdrawn) SqliteReorganisations.Withdraw(session, epochId);
        foreach (var released in change.Reanchored) SqliteReorganisations.Reanchor(session, released);
        foreach (var reverted in change.Reverted) SqliteReorganisations.Revert(session, IdOf(session, reverted.ProjectId), reverted);
        foreach (var forked in change.Forked) SqliteReorganisations.Rebuild(session, forked);
        foreach (var released in change.Released)
        {
            session.Execute(
                """
                INSERT INTO epoch (id, first_block, last_block, last_hash, timestamp, anchor_block, released_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                ON CONFLICT (id) DO UPDATE SET last_hash = excluded.last_hash, timestamp = excluded.timestamp WHERE last_hash = zeroblob(32)
                """,
                released.Epoch.Id, released.Epoch.Begin, released.Epoch.End, released.EndHash.Bytes.ToArray(), released.Timestamp, released.AnchorBlock, released.ReleasedAt);
        }

        if (change.Projects is { } projects) Own(session, projects);
        foreach (var name in change.Arisen) Arise(session, name);
        foreach (var projectId in change.InitialProjects) SqliteAllowances.WriteInitial(session, projectId);
        foreach (var update in change.ProjectUpdates) SqliteAllowances.Write(session, update);
        foreach (var transition in change.Transitions) Write(session, transition);
        foreach (var built in change.Built) Write(session, built);
        foreach (var finalized in change.Finalized) Write(session, finalized);
        foreach (var entry in change.Outbox) SqliteOutbox.Write(session, IdOf(session, entry.ProjectId), entry);
        foreach (var undecided in change.Undecided) Write(session, undecided);
        foreach (var first in change.FirstEpochs) Write(session, first);
        foreach (var report in change.Reports) Write(session, report);
        foreach (var totals in change.Totals) Write(session, totals);
        foreach (var (key, value) in change.Facts)
        {
            session.Execute("INSERT INTO fact (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value);
        }

        foreach (var enqueued in change.Enqueued)
        {
            if (HasEnded(session, enqueued) && !HasJobs(session, enqueued)) Write(session, enqueued);
        }

        return true;
    }

    private static bool HasEnded(SqliteSession session, NewJob job)
    {
        foreach (var project in job.WaitsFor)
        {
            if (session.Number(
                "SELECT 1 FROM transition WHERE epoch = ?1 AND stage = ?2 AND subject = ?3 AND error IS NOT ?4", job.EpochId, (long)Stage.SnapshotBuild, project, SnapshotResults.Again) is null) return false;
        }

        return true;
    }

    private static bool HasJobs(SqliteSession session, NewJob job)
    {
        foreach (var kind in job.EndsAfter)
        {
            if (session.Number("SELECT 1 FROM job WHERE epoch = ?1 AND kind = ?2 LIMIT 1", job.EpochId, kind) is not null) return true;
        }

        return false;
    }

    private bool Remove(SqliteSession session, Job job)
    {
        var removed = session.All(
            "DELETE FROM job WHERE epoch = ?1 AND kind = ?2 AND key = ?3 AND id = ?4 RETURNING queued, started",
            static row => (row.Number(0), row.Number(1)), job.EpochId, job.Kind, job.Key, job.Id);
        if (removed.Count == 0) return false;
        history.Succeeded(session, job, removed[0]);
        return true;
    }

    private void Write(SqliteSession session, NewJob job)
    {
        var now = history.Now;
        var waits = job.AfterEarlierEpochs && session.Number("SELECT 1 FROM job WHERE epoch < ?1 LIMIT 1", job.EpochId) is not null;
        var later = waits ? EarlierEpochs.Due : job.NotBefore?.ToUnixTimeMilliseconds();
        var due = later > now ? later.Value : 0;
        session.Execute(
            "INSERT INTO job (epoch, kind, key, id, payload, queued, due, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (epoch, kind, key) DO NOTHING",
            job.EpochId, job.Kind, job.Key, ++_lastJob, job.Payload, now, due, due > 0 ? "" : null);
    }

    private static void Write(SqliteSession session, Transition transition) => session.Execute(
        "INSERT OR REPLACE INTO transition (epoch, stage, subject, error, extra, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        transition.EpochId, (long)transition.Stage, transition.Subject, transition.Error, transition.Extra, transition.Timestamp);

    private void Write(SqliteSession session, BuiltSnapshot built) => session.Execute(
        "INSERT OR REPLACE INTO built (epoch, project, cid, submitted) VALUES (?1, ?2, ?3, ?4)",
        built.EpochId, IdOf(session, built.ProjectId), built.Cid.ToBytes(), built.IsSubmitted ? 1 : 0);

    // What is final never changes: the first decision stays.
    private void Write(SqliteSession session, FinalizedSnapshot finalized) => session.Execute(
        """
        INSERT INTO account (project, epoch, finalized) VALUES (?1, ?2, ?3)
        ON CONFLICT (project, epoch) DO UPDATE SET finalized = excluded.finalized WHERE finalized IS NULL
        """,
        IdOf(session, finalized.ProjectId), finalized.EpochId, finalized.Cid.ToBytes());

    private void Write(SqliteSession session, UndecidedEpoch undecided) => session.Execute(
        "INSERT OR IGNORE INTO undecided (project, epoch, learnt_in) VALUES (?1, ?2, ?3)", IdOf(session, undecided.ProjectId), undecided.EpochId, undecided.LearntIn);

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
        SqliteCounters.Count(session, project, (SubmissionOutcome?)before, -1);
        SqliteCounters.Count(session, project, report.Outcome, +1);
    }

    private void Write(SqliteSession session, SubmissionTotals totals) => session.Execute(
        "UPDATE project SET successful = ?2, incorrect = ?3, missed = ?4 WHERE id = ?1",
        IdOf(session, totals.ProjectId), totals.Successful, totals.Incorrect, totals.Missed);

    private void Own(SqliteSession session, IReadOnlyList<string> names)
    {
        // Every epoch names them, mostly by the same list.
        if (ReferenceEquals(_own, names)) return;
        _own = names;
        session.Execute("UPDATE project SET own = 0, seen = coalesce((SELECT max(id) FROM epoch), 0) WHERE own = 1");
        foreach (var name in names) session.Execute("UPDATE project SET own = 1 WHERE id = ?1", IdOf(session, name));
    }

    private void Arise(SqliteSession session, string name) => session.Execute(
        "UPDATE project SET own = 2, seen = coalesce((SELECT max(id) FROM epoch), 0) WHERE id = ?1 AND own <> 1", IdOf(session, name));

    private long IdOf(SqliteSession session, string name)
    {
        if (_projects.TryGetValue(name, out var id)) return id;
        session.Execute("INSERT INTO project (name, seen) VALUES (?1, coalesce((SELECT max(id) FROM epoch), 0)) ON CONFLICT (name) DO NOTHING", name);
        id = session.Number("SELECT id FROM project WHERE name = ?1", name)!.Value;
        _projects.Add(name, id);
        return id;
    }
}

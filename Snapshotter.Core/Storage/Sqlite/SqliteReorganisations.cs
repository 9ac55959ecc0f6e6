using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>What reorganisations of the anchor chain and of the source chain take back. Writes run on the writer only.</summary>
internal static class SqliteReorganisations
{
    private static readonly string[] OfEpoch =
    [
        "DELETE FROM job WHERE epoch = ?1", "DELETE FROM dead_job WHERE epoch = ?1", "DELETE FROM transition WHERE epoch = ?1", "DELETE FROM built WHERE epoch = ?1",
        "DELETE FROM outbox WHERE epoch = ?1", "DELETE FROM account WHERE epoch = ?1", "DELETE FROM undecided WHERE epoch = ?1", "DELETE FROM epoch WHERE id = ?1",
    ];

    private static readonly string[] OfRebuiltEpoch =
    [
        "DELETE FROM job WHERE epoch = ?1", "DELETE FROM dead_job WHERE epoch = ?1", $"DELETE FROM transition WHERE epoch = ?1 AND stage < {(int)Stage.SnapshotFinalize}", "DELETE FROM built WHERE epoch = ?1",
        "DELETE FROM outbox WHERE epoch = ?1", "DELETE FROM account WHERE epoch = ?1 AND finalized IS NULL",
        $"UPDATE account SET outcome = NULL, submitted = NULL, decided = NULL, reason = NULL WHERE epoch = ?1 AND outcome <> {(int)SubmissionOutcome.OnlyFinalized}",
        "DELETE FROM undecided WHERE learnt_in = ?1", "UPDATE epoch SET last_hash = zeroblob(32) WHERE id = ?1",
    ];

    /// <summary>Whether something of an epoch was accepted, or signed.</summary>
    public static bool IsSubmitted(SqliteSession session, long epochId) =>
        session.Number($"SELECT 1 FROM transition WHERE epoch = ?1 AND stage = {(int)Stage.RelayerSend} AND error IS NULL LIMIT 1", epochId) is not null
        || session.Number($"SELECT 1 FROM outbox WHERE epoch = ?1 AND state >= {(int)OutboxState.Signed} LIMIT 1", epochId) is not null;

    /// <summary>Removes what was built of an epoch that is to be built anew, and what that counted.</summary>
    public static void Rebuild(SqliteSession session, ForkedEpoch forked)
    {
        if (!forked.IsRebuilt) return;
        Uncount(session, forked.EpochId, $"outcome <> {(int)SubmissionOutcome.OnlyFinalized}");
        foreach (var sql in OfRebuiltEpoch) session.Execute(sql, forked.EpochId);
    }

    /// <summary>Removes everything of an epoch, and what it counted.</summary>
    public static void Withdraw(SqliteSession session, long epochId)
    {
        Uncount(session, epochId, "outcome IS NOT NULL");
        foreach (var sql in OfEpoch) session.Execute(sql, epochId);
    }

    /// <summary>The same epoch in another anchor block.</summary>
    public static void Reanchor(SqliteSession session, ReleasedEpoch released) => session.Execute(
        "UPDATE epoch SET anchor_block = ?2, timestamp = ?3 WHERE id = ?1", released.Epoch.Id, released.AnchorBlock, released.Timestamp);

    /// <summary>Takes a decision back, if it is the one that is known, with the account and the stage.</summary>
    public static void Revert(SqliteSession session, long project, FinalizedSnapshot reverted)
    {
        var cid = reverted.Cid.ToBytes();
        var outcome = session.Number("SELECT coalesce(outcome, -1) FROM account WHERE project = ?1 AND epoch = ?2 AND finalized = ?3", project, reverted.EpochId, cid);
        if (outcome is null) return;
        SqliteCounters.Count(session, project, (SubmissionOutcome)outcome, -1);
        session.Execute("DELETE FROM account WHERE project = ?1 AND epoch = ?2", project, reverted.EpochId);
        session.Execute(
            "DELETE FROM transition WHERE epoch = ?1 AND stage = ?2 AND subject = ?3", reverted.EpochId, (long)Stage.SnapshotFinalize, reverted.ProjectId);
    }

    private static void Uncount(SqliteSession session, long epochId, string which)
    {
        var outcomes = session.All($"SELECT project, outcome FROM account WHERE epoch = ?1 AND {which}", static row => (Project: row.Number(0), Outcome: row.Number(1)), epochId);
        foreach (var (project, outcome) in outcomes) SqliteCounters.Count(session, project, (SubmissionOutcome)outcome, -1);
    }
}

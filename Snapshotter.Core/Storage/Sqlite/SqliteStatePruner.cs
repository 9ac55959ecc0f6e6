namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>Removes what is past retention, a portion at a time. Runs on the writer only.</summary>
internal sealed class SqliteStatePruner(SqliteChangeWriter changes)
{
    /// <summary>After how many rows a portion ends: about ten milliseconds, which a commit can wait.</summary>
    private const int Portion = 2000;

    /// <summary>The most epochs of one project's accounts removed by one statement.</summary>
    private const int AccountEpochs = 500;

    /// <summary>Removes a portion, and returns whether there may be more.</summary>
    public bool Prune(SqliteSession session, Retention retention)
    {
        // The latest epoch stays whatever the bounds say: the next one is cut from where it ends.
        var latest = session.Number("SELECT max(id) FROM epoch") ?? 0;
        var epochs = Math.Min(retention.FirstEpoch, latest);
        var transitions = Math.Min(retention.FirstTransitions, latest);

        var left = Portion;
        RemoveEpochs(session, "SELECT min(epoch) FROM transition", "DELETE FROM transition WHERE epoch = ?1", transitions, ref left);
        RemoveEpochs(session, "SELECT min(epoch) FROM outbox", "DELETE FROM outbox WHERE epoch = ?1", transitions, ref left);
        RemoveEpochs(session, "SELECT min(epoch) FROM built", "DELETE FROM built WHERE epoch = ?1", epochs, ref left);
        RemoveAccounts(session, epochs, ref left);
        RemoveEpochs(session, "SELECT min(id) FROM epoch", "DELETE FROM epoch WHERE id = ?1", epochs, ref left);
        if (left > 0) left -= SqliteAllowances.Prune(session, epochs);
        if (left > 0) RemoveProjects(session, epochs);
        return left <= 0;
    }

    private static void RemoveEpochs(SqliteSession session, string oldestOf, string delete, long first, ref int left)
    {
        while (left > 0 && session.Number(oldestOf) is { } oldest && oldest < first) left -= session.Execute(delete, oldest);
    }

    private static void RemoveAccounts(SqliteSession session, long first, ref int left)
    {
        foreach (var project in session.All("SELECT id FROM project", static row => row.Number(0)))
        {
            while (left > 0 && session.Number("SELECT min(epoch) FROM account WHERE project = ?1", project) is { } oldest && oldest < first)
            {
                left -= session.Execute("DELETE FROM account WHERE project = ?1 AND epoch < ?2", project, Math.Min(first, oldest + AccountEpochs));
            }

            if (left > 0) left -= session.Execute("DELETE FROM undecided WHERE project = ?1 AND epoch < ?2", project, first);
        }
    }

    // Projects of others, those that arose, and own ones that the configuration dropped, go when nothing of theirs is kept.
    private void RemoveProjects(SqliteSession session, long first)
    {
        var removed = session.Execute(
            "DELETE FROM project WHERE own <> 1 AND seen < ?1 AND NOT EXISTS (SELECT 1 FROM account WHERE account.project = project.id)", first);
        if (removed > 0) changes.Forget();
    }
}

using Snapshotter.Core.Aggregation;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The statements behind what is remembered of the past: decisions with the accounts, marks of undecided epochs in another, so that both can stand for an epoch.</summary>
internal static class SqliteHistory
{
    /// <summary>One row for each remembered epoch of project ?1 in ?2..?3; a decision hides the mark beside it.</summary>
    public const string Range = """
        WITH the AS (SELECT id FROM project WHERE name = ?1)
        SELECT epoch, finalized AS cid FROM account WHERE project = (SELECT id FROM the) AND epoch BETWEEN ?2 AND ?3 AND finalized IS NOT NULL
        UNION ALL
        SELECT epoch, NULL FROM undecided AS mark WHERE project = (SELECT id FROM the) AND epoch BETWEEN ?2 AND ?3
          AND NOT EXISTS (SELECT 1 FROM account WHERE project = mark.project AND epoch = mark.epoch AND finalized IS NOT NULL)
        ORDER BY epoch
        """;

    /// <summary>The highest remembered epoch of project ?1 before ?2; nulls sort first, so a mark comes before the decision beside it.</summary>
    public const string Latest = """
        WITH the AS (SELECT id FROM project WHERE name = ?1)
        SELECT * FROM (SELECT epoch, finalized AS cid FROM account WHERE project = (SELECT id FROM the) AND epoch < ?2 AND finalized IS NOT NULL ORDER BY epoch DESC LIMIT 1)
        UNION ALL
        SELECT * FROM (SELECT epoch, NULL FROM undecided WHERE project = (SELECT id FROM the) AND epoch < ?2 ORDER BY epoch DESC LIMIT 1)
        ORDER BY epoch DESC, cid LIMIT 1
        """;

    public static HistoryEntry Read(SqliteRow row) => new(row.Number(0), row.IsNull(1) ? null : SqliteCid.Read(row.Bytes(1)));

    /// <summary>Forgets something about all projects and returns the number of rows that held it.</summary>
    public static int Forget(SqliteSession session, Remembered what) => what switch
    {
        Remembered.Finality => session.Execute("UPDATE account SET finalized = NULL WHERE finalized IS NOT NULL") + session.Execute("DELETE FROM undecided"),
        Remembered.FirstEpochs => session.Execute("UPDATE project SET first_epoch = NULL WHERE first_epoch IS NOT NULL"),
        Remembered.Submissions => session.Execute("UPDATE built SET submitted = 0 WHERE submitted = 1"),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "There is nothing of this kind to forget."),
    };
}

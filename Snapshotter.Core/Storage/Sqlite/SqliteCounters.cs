using Snapshotter.Core.Finalization;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The counts of a project's outcomes.</summary>
internal static class SqliteCounters
{
    /// <summary>Moves the count of an outcome; outcomes that are not counted are left alone.</summary>
    public static void Count(SqliteSession session, long project, SubmissionOutcome? outcome, int by)
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
}

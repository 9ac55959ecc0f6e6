using Snapshotter.Core.Submission.Outbox;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The table of submissions on their way.</summary>
internal static class SqliteOutbox
{
    private const string Columns = "epoch, project, cid, state, deadline, signature, transactions";

    /// <summary>Writes an entry. Runs on the writer only.</summary>
    public static void Write(SqliteSession session, long project, OutboxEntry entry)
    {
        var conflict = entry.State == OutboxState.Queued
            ? "DO NOTHING"
            : "(epoch, project) DO UPDATE SET cid = excluded.cid, state = excluded.state, deadline = excluded.deadline, signature = excluded.signature, transactions = excluded.transactions";
        session.Execute(
            $"INSERT INTO outbox ({Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT {conflict}",
            entry.EpochId, project, entry.Cid.ToBytes(), (long)entry.State, entry.Deadline, entry.Signature, entry.Transactions);
    }

    /// <summary>The entries that have not ended, those of the lowest epochs first.</summary>
    public static List<OutboxEntry> Open(SqliteSession session, int limit) => session.All(
        $"SELECT epoch, name, cid, state, deadline, signature, transactions FROM outbox JOIN project ON project.id = outbox.project WHERE state < {(int)OutboxState.Delivered} ORDER BY epoch, project LIMIT ?1",
        static row => Read(row, 0),
        limit);

    /// <summary>All entries of an epoch, ended ones too.</summary>
    public static List<OutboxEntry> OfEpoch(SqliteSession session, long epochId) => session.All(
        "SELECT epoch, name, cid, state, deadline, signature, transactions FROM outbox JOIN project ON project.id = outbox.project WHERE epoch = ?1 ORDER BY project",
        static row => Read(row, 0),
        epochId);

    /// <summary>Reads an entry whose columns begin at one: epoch, the project's name, and the others as they are written.</summary>
    public static OutboxEntry Read(SqliteRow row, int at) => new(row.Number(at), row.Text(at + 1), SqliteCid.Read(row.Bytes(at + 2)))
    {
        State = (OutboxState)row.Number(at + 3),
        Deadline = row.Number(at + 4),
        Signature = row.Bytes(at + 5),
        Transactions = row.Bytes(at + 6),
    };
}

using System.Globalization;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The tables of the embedded state store. A change of shape adds a step; steps already released never change.</summary>
internal static class SqliteSchema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE epoch (
          id INTEGER PRIMARY KEY, first_block INTEGER NOT NULL, last_block INTEGER NOT NULL, last_hash BLOB NOT NULL,
          timestamp INTEGER NOT NULL, anchor_block INTEGER NOT NULL, released_at INTEGER NOT NULL);
        CREATE TABLE project (
          id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, own INTEGER NOT NULL DEFAULT 0,
          first_finalized INTEGER, last_finalized INTEGER,
          successful INTEGER NOT NULL DEFAULT 0, incorrect INTEGER NOT NULL DEFAULT 0, missed INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE transition (
          epoch INTEGER NOT NULL, stage INTEGER NOT NULL, subject TEXT NOT NULL, error TEXT, extra TEXT, at INTEGER NOT NULL,
          PRIMARY KEY (epoch, stage, subject)) WITHOUT ROWID;
        CREATE TABLE built (project INTEGER NOT NULL, epoch INTEGER NOT NULL, cid BLOB NOT NULL, PRIMARY KEY (project, epoch)) WITHOUT ROWID;
        CREATE TABLE finalized (project INTEGER NOT NULL, epoch INTEGER NOT NULL, cid BLOB NOT NULL, PRIMARY KEY (project, epoch)) WITHOUT ROWID;
        CREATE TABLE report (
          project INTEGER NOT NULL, epoch INTEGER NOT NULL, outcome INTEGER NOT NULL, submitted BLOB, finalized BLOB, reason TEXT NOT NULL,
          PRIMARY KEY (project, epoch)) WITHOUT ROWID;
        CREATE TABLE fact (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE job (
          id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, epoch INTEGER NOT NULL, key TEXT NOT NULL, payload BLOB NOT NULL,
          attempt INTEGER NOT NULL DEFAULT 1, deliveries INTEGER NOT NULL DEFAULT 0, leased INTEGER NOT NULL DEFAULT 0,
          due INTEGER NOT NULL DEFAULT 0, reason TEXT, UNIQUE (epoch, kind, key));
        CREATE TABLE dead_job (
          id INTEGER PRIMARY KEY, kind TEXT NOT NULL, epoch INTEGER NOT NULL, key TEXT NOT NULL, payload BLOB NOT NULL,
          attempt INTEGER NOT NULL, deliveries INTEGER NOT NULL, reason TEXT NOT NULL, died_at INTEGER NOT NULL);
        """,
    ];

    /// <summary>Brings a database to the newest shape.</summary>
    /// <exception cref="InvalidDataException">The database was written by a newer release.</exception>
    public static void Upgrade(SqliteSession session, string path)
    {
        var version = (int)session.Scalar("PRAGMA user_version", 0L);
        if (version > Steps.Length)
        {
            throw new InvalidDataException(
                $"{path} has schema version {version}, this release knows {Steps.Length}: start the release that wrote it, or another --data folder.");
        }

        for (var step = version; step < Steps.Length; step++)
        {
            session.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"BEGIN IMMEDIATE; {Steps[step]} PRAGMA user_version = {step + 1}; COMMIT;"));
        }
    }
}

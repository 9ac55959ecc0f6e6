using System.Globalization;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The tables of the embedded stores. A change of shape adds a step; steps already released never change.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// The state. Primary keys follow the way a table is read: an epoch at a time (<c>transition</c>, <c>built</c>, <c>job</c>), or a
    /// project's epochs in order (<c>account</c>). A job's <c>id</c> tells it from an earlier one with the same key. A project's
    /// <c>own</c> is 1 for what the configuration gives and 2 for what arose; <c>seen</c> is the epoch in which it was named first, ceased to be
    /// the node's own, or arose last. An <c>allowance</c> holds from its epoch on,
    /// until the next one of the same project, whose <c>name</c> is its id in lower case. An <c>undecided</c> mark is <c>learnt_in</c> the epoch whose job asked, or 0.
    /// </summary>
    public static readonly string[] State =
    [
        """
        CREATE TABLE epoch (
          id INTEGER PRIMARY KEY, first_block INTEGER NOT NULL, last_block INTEGER NOT NULL, last_hash BLOB NOT NULL,
          timestamp INTEGER NOT NULL, anchor_block INTEGER NOT NULL, released_at INTEGER NOT NULL);
        CREATE TABLE project (
          id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, own INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL, first_epoch INTEGER,
          successful INTEGER NOT NULL DEFAULT 0, incorrect INTEGER NOT NULL DEFAULT 0, missed INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE transition (
          epoch INTEGER NOT NULL, stage INTEGER NOT NULL, subject TEXT NOT NULL, error TEXT, extra TEXT, at INTEGER NOT NULL,
          PRIMARY KEY (epoch, stage, subject)) WITHOUT ROWID;
        CREATE TABLE built (
          epoch INTEGER NOT NULL, project INTEGER NOT NULL, cid BLOB NOT NULL, submitted INTEGER NOT NULL DEFAULT 1, PRIMARY KEY (epoch, project)) WITHOUT ROWID;
        CREATE TABLE undecided (project INTEGER NOT NULL, epoch INTEGER NOT NULL, PRIMARY KEY (project, epoch)) WITHOUT ROWID;
        CREATE TABLE account (
          project INTEGER NOT NULL, epoch INTEGER NOT NULL, finalized BLOB, outcome INTEGER, submitted BLOB, decided BLOB, reason TEXT,
          PRIMARY KEY (project, epoch)) WITHOUT ROWID;
        CREATE TABLE fact (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        CREATE TABLE job (
          epoch INTEGER NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, id INTEGER NOT NULL, payload BLOB NOT NULL,
          attempt INTEGER NOT NULL DEFAULT 1, deliveries INTEGER NOT NULL DEFAULT 0, leased INTEGER NOT NULL DEFAULT 0,
          due INTEGER NOT NULL DEFAULT 0, reason TEXT, PRIMARY KEY (epoch, kind, key)) WITHOUT ROWID;
        CREATE TABLE dead_job (
          id INTEGER PRIMARY KEY, kind TEXT NOT NULL, epoch INTEGER NOT NULL, key TEXT NOT NULL, payload BLOB NOT NULL,
          attempt INTEGER NOT NULL, deliveries INTEGER NOT NULL, reason TEXT NOT NULL, died_at INTEGER NOT NULL);
        """,
        """
        CREATE TABLE allowance (name TEXT NOT NULL, epoch INTEGER NOT NULL, allowed INTEGER NOT NULL, project TEXT NOT NULL, PRIMARY KEY (name, epoch)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE outbox (
          epoch INTEGER NOT NULL, project INTEGER NOT NULL, cid BLOB NOT NULL, state INTEGER NOT NULL, deadline INTEGER NOT NULL,
          signature BLOB NOT NULL, transactions BLOB NOT NULL, PRIMARY KEY (epoch, project)) WITHOUT ROWID;
        CREATE INDEX outbox_open ON outbox (epoch, project) WHERE state < 2;
        """,
        SqliteJobTables.History,
        """
        ALTER TABLE undecided ADD COLUMN learnt_in INTEGER NOT NULL DEFAULT 0;
        """,
        """
        CREATE INDEX job_after_earlier ON job (epoch) WHERE due = 253402300799999;
        """,
    ];

    /// <summary>The contents, with the last epoch that put each of them, and those that are to be pinned.</summary>
    public static readonly string[] Content =
    [
        """
        CREATE TABLE content (id INTEGER PRIMARY KEY, cid BLOB NOT NULL UNIQUE, last_epoch INTEGER NOT NULL, bytes BLOB NOT NULL);
        CREATE INDEX content_by_epoch ON content (last_epoch);
        """,
        """
        CREATE TABLE pin (
          cid BLOB PRIMARY KEY, epoch INTEGER NOT NULL, attempt INTEGER NOT NULL DEFAULT 1, due INTEGER NOT NULL DEFAULT 0,
          failed INTEGER NOT NULL DEFAULT 0, reason TEXT) WITHOUT ROWID;
        CREATE INDEX pin_by_due ON pin (failed, due);
        """,
    ];

    /// <summary>
    /// Users, the digests of their keys, and what callers used of their windows. <c>expires</c> is null for users, who are kept; other
    /// callers go when their last window is over.
    /// </summary>
    public static readonly string[] Callers =
    [
        """
        CREATE TABLE user (email TEXT PRIMARY KEY, limits TEXT NOT NULL, active INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE api_key (digest BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, email TEXT NOT NULL, revoked INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
        CREATE INDEX api_key_by_user ON api_key (email);
        CREATE TABLE meter (
          caller TEXT PRIMARY KEY, calls INTEGER NOT NULL, throttled INTEGER NOT NULL, reset_at INTEGER NOT NULL, windows BLOB NOT NULL, expires INTEGER) WITHOUT ROWID;
        CREATE INDEX meter_by_expiry ON meter (expires) WHERE expires IS NOT NULL;
        """,
    ];

    /// <summary>Brings a database to the newest shape.</summary>
    /// <exception cref="InvalidDataException">The database was written by a newer release.</exception>
    public static void Upgrade(SqliteSession session, string path, string[] steps)
    {
        var version = (int)(session.Number("PRAGMA user_version") ?? 0);
        if (version > steps.Length)
        {
            throw new InvalidDataException(
                $"{path} has schema version {version}, this release knows {steps.Length}: start the release that wrote it, or another --data folder.");
        }

        for (var step = version; step < steps.Length; step++)
        {
            session.ExecuteScript(string.Create(CultureInfo.InvariantCulture, $"BEGIN IMMEDIATE; {steps[step]} PRAGMA user_version = {step + 1}; COMMIT;"));
        }
    }
}

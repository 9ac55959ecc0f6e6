using SQLitePCL;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>Puts SQLite's result codes into words (https://sqlite.org/rescode.html).</summary>
internal static class SqliteFaults
{
    public static StorageException Of(sqlite3 connection, int code)
    {
        var file = Path.GetFileName(raw.sqlite3_db_filename(connection, "main").utf8_to_string());
        var why = raw.sqlite3_errmsg(connection).utf8_to_string();
        return new StorageException($"{file}: {why} (SQLite code {raw.sqlite3_extended_errcode(connection)}). {NextStep(code)}".TrimEnd());
    }

    private static string NextStep(int code) => (code & 0xff) switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "The file is damaged: restore it from a backup, or start with another --data folder.",
        raw.SQLITE_FULL => "Free some disk space; what was accepted is kept.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another process has the file open: end it.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_IOERR => "See that the data folder can be written and its disk is well.",
        _ => "",
    };
}

using SQLitePCL;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>
/// One connection with its prepared statements. Used by one thread at a time. It speaks to SQLite without ADO.NET between them, which
/// costs more than most of these statements take.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusyMilliseconds = 5000;

    private readonly sqlite3 _connection;
    private readonly Dictionary<string, SqliteStatement> _prepared = new(StringComparer.Ordinal);

    /// <exception cref="StorageException">The file cannot be opened.</exception>
    public SqliteSession(string path, bool readOnly)
    {
        Batteries_V2.Init();
        SqliteSleep.Ensure();
        var mode = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var code = raw.sqlite3_open_v2(path, out _connection, mode | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK) throw FailedToOpen(code);
        _ = raw.sqlite3_busy_timeout(_connection, BusyMilliseconds);
    }

    /// <summary>Runs statements that take no parameter and are not worth preparing.</summary>
    public void ExecuteScript(string sql)
    {
        var code = raw.sqlite3_exec(_connection, sql);
        if (code != raw.SQLITE_OK) throw SqliteFaults.Of(_connection, code);
    }

    /// <summary>Runs a prepared statement and returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<SqliteValue> arguments)
    {
        var statement = Prepared(sql);
        try
        {
            statement.Bind(arguments);
            while (statement.Step())
            {
            }

            return raw.sqlite3_changes(_connection);
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The number in the first column of the first row, or null when there is no row or it holds NULL.</summary>
    public long? Number(string sql, params ReadOnlySpan<SqliteValue> arguments)
    {
        var statement = Prepared(sql);
        try
        {
            statement.Bind(arguments);
            return statement.Step() && !statement.Row.IsNull(0) ? statement.Row.Number(0) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>The first row, or null.</summary>
    public T? First<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<SqliteValue> arguments) where T : class
    {
        var statement = Prepared(sql);
        try
        {
            statement.Bind(arguments);
            return statement.Step() ? read(statement.Row) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(string sql, Func<SqliteRow, T> read, params ReadOnlySpan<SqliteValue> arguments)
    {
        var statement = Prepared(sql);
        try
        {
            statement.Bind(arguments);
            var rows = new List<T>();
            while (statement.Step()) rows.Add(read(statement.Row));
            return rows;
        }
        finally
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _prepared.Values) statement.Dispose();
        _connection.Dispose();
    }

    private SqliteStatement Prepared(string sql)
    {
        if (_prepared.TryGetValue(sql, out var known)) return known;
        var code = raw.sqlite3_prepare_v3(_connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle);
        if (code != raw.SQLITE_OK) throw SqliteFaults.Of(_connection, code);
        var statement = new SqliteStatement(_connection, handle);
        _prepared.Add(sql, statement);
        return statement;
    }

    private StorageException FailedToOpen(int code)
    {
        using (_connection) return SqliteFaults.Of(_connection, code);
    }
}

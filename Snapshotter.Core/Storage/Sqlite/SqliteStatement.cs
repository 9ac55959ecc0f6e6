using System.Text;
using SQLitePCL;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>A prepared statement with its parameters <c>?1</c>, <c>?2</c>, ...</summary>
internal sealed class SqliteStatement(sqlite3 connection, sqlite3_stmt statement) : IDisposable
{
    private const int MaxStackBytes = 512;

    public SqliteRow Row => new(statement);

    public void Bind(ReadOnlySpan<SqliteValue> arguments)
    {
        for (var i = 0; i < arguments.Length; i++) Check(Bind(i + 1, arguments[i]));
    }

    /// <summary>Goes to the next row; false when there is none.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        throw SqliteFaults.Of(connection, code);
    }

    /// <summary>Makes it ready to run again, and lets go of the arguments.</summary>
    public void Reset()
    {
        // The code repeats the failure of the last step, which was thrown then.
        _ = raw.sqlite3_reset(statement);
        _ = raw.sqlite3_clear_bindings(statement);
    }

    public void Dispose() => statement.Dispose();

    private int Bind(int index, in SqliteValue value) => value.Kind switch
    {
        SqliteKind.Number => raw.sqlite3_bind_int64(statement, index, value.Number),
        SqliteKind.Text => BindText(index, value.Text!),
        // An empty span has no address, which would be taken for NULL.
        SqliteKind.Bytes when value.Bytes.IsEmpty => raw.sqlite3_bind_zeroblob(statement, index, 0),
        SqliteKind.Bytes => raw.sqlite3_bind_blob(statement, index, value.Bytes.Span),
        _ => raw.sqlite3_bind_null(statement, index),
    };

    private int BindText(int index, string text)
    {
        if (text.Length == 0) return raw.sqlite3_bind_text(statement, index, utf8z.FromString(""));
        if (text.Length > MaxStackBytes / 3) return raw.sqlite3_bind_text(statement, index, Encoding.UTF8.GetBytes(text).AsSpan());
        Span<byte> bytes = stackalloc byte[MaxStackBytes];
        return raw.sqlite3_bind_text(statement, index, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw SqliteFaults.Of(connection, code);
    }
}

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The argument of a statement, without a box around numbers.</summary>
internal readonly struct SqliteValue
{
    private SqliteValue(SqliteKind kind, long number, string? text, ReadOnlyMemory<byte> bytes)
    {
        Kind = kind;
        Number = number;
        Text = text;
        Bytes = bytes;
    }

    public SqliteKind Kind { get; }

    public long Number { get; }

    public string? Text { get; }

    public ReadOnlyMemory<byte> Bytes { get; }

    public static implicit operator SqliteValue(long number) => new(SqliteKind.Number, number, null, default);

    public static implicit operator SqliteValue(string? text) => text is null ? default : new(SqliteKind.Text, 0, text, default);

    public static implicit operator SqliteValue(byte[]? bytes) => bytes is null ? default : new(SqliteKind.Bytes, 0, null, bytes);

    public static implicit operator SqliteValue(ReadOnlyMemory<byte> bytes) => new(SqliteKind.Bytes, 0, null, bytes);
}

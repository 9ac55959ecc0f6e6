namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>What a <see cref="SqliteValue"/> holds; the default is NULL.</summary>
internal enum SqliteKind
{
    Null,
    Number,
    Text,
    Bytes,
}

using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;

namespace Snapshotter.Core.Callers.Sqlite;

/// <summary>
/// The file of the embedded user store and call meter. It is not the state's, so that no call waits for an epoch's transaction, no epoch for
/// the counting of calls, and a backup of the state holds nothing of users.
/// </summary>
public sealed class SqliteCallers : IStoreUpkeep, IAsyncDisposable
{
    private SqliteCallers(SqliteDatabase database) => Database = database;

    internal SqliteDatabase Database { get; }

    /// <summary>Opens or creates the file in a folder. Only one process may hold it (see <see cref="DataFolder"/>).</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of a newer release.</exception>
    public static SqliteCallers Open(string folder)
    {
        var path = Path.Combine(folder, "callers.db");
        return new SqliteCallers(SqliteDatabase.Open(path, session => SqliteSchema.Upgrade(session, path, SqliteSchema.Callers), static () => { }));
    }

    /// <inheritdoc/>
    public ValueTask KeepUpAsync(CancellationToken cancellationToken) => Database.KeepUpAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

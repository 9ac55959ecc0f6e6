using Microsoft.Data.Sqlite;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>
/// The embedded content store: contents under their real CIDs in one file of the data folder, so that an epoch's snapshots cost one
/// transaction and not a file each.
/// </summary>
public sealed class SqliteContentStore : IContentStore
{
    private readonly SqliteDatabase _database;

    private SqliteContentStore(SqliteDatabase database) => _database = database;

    /// <summary>Opens or creates the store in a folder.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static SqliteContentStore Open(string folder) => new(SqliteDatabase.Open(
        Path.Combine(folder, "content.db"),
        session => session.ExecuteScript("CREATE TABLE IF NOT EXISTS content (cid BLOB PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID"),
        () => { }));

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Cid>> PutAsync(IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        var cids = new Cid[contents.Count];
        for (var i = 0; i < cids.Length; i++) cids[i] = CidOf.Content(contents[i].Span);
        await _database.WriteAsync(session =>
        {
            for (var i = 0; i < cids.Length; i++)
            {
                session.Execute("INSERT OR IGNORE INTO content (cid, bytes) VALUES ($1, $2)", cids[i].ToBytes(), contents[i].ToArray());
            }

            return cids.Length;
        }, cancellationToken);
        return cids;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stored bytes do not have this CID: the file is damaged.</exception>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken)
    {
        var bytes = _database.Read(session => session.First("SELECT bytes FROM content WHERE cid = $1", ReadBytes, cid.ToBytes()));
        if (bytes is null) return new((ReadOnlyMemory<byte>?)null);
        if (CidOf.Content(bytes) != cid)
        {
            throw new InvalidDataException($"The content stored under {cid} has other bytes: the data folder's content.db is damaged; restore it or build the epoch again.");
        }

        return new((ReadOnlyMemory<byte>?)bytes);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static byte[] ReadBytes(SqliteDataReader row) => (byte[])row.GetValue(0);
}

using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>
/// The embedded content store: contents under their real CIDs in one file of the data folder, so that an epoch's snapshots cost one
/// transaction and not a file each.
/// </summary>
public sealed class SqliteContentStore : IContentStore, IStoreUpkeep
{
    /// <summary>The most contents removed in one go.</summary>
    private const int Portion = 200;

    private readonly SqliteDatabase _database;

    private SqliteContentStore(SqliteDatabase database) => _database = database;

    /// <summary>Opens or creates the store in a folder.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or of a newer release.</exception>
    public static SqliteContentStore Open(string folder)
    {
        var path = Path.Combine(folder, "content.db");
        return new SqliteContentStore(SqliteDatabase.Open(path, session => SqliteSchema.Upgrade(session, path, SqliteSchema.Content), static () => { }));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0) return [];
        var cids = new Cid[contents.Count];
        for (var i = 0; i < cids.Length; i++) cids[i] = CidOf.Content(contents[i].Span);
        await _database.WriteAsync(session =>
        {
            for (var i = 0; i < cids.Length; i++)
            {
                session.Execute(
                    """
                    INSERT INTO content (cid, last_epoch, bytes) VALUES (?1, ?2, ?3)
                    ON CONFLICT (cid) DO UPDATE SET last_epoch = excluded.last_epoch WHERE last_epoch < excluded.last_epoch
                    """,
                    cids[i].ToBytes(), epochId, contents[i]);
            }

            return cids.Length;
        }, cancellationToken);
        return cids;
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken)
    {
        var bytes = _database.Read(session => session.First("SELECT bytes FROM content WHERE cid = ?1", static row => row.Bytes(0), cid.ToBytes()));
        if (bytes is null) return new((ReadOnlyMemory<byte>?)null);
        if (CidOf.Content(bytes) != cid)
        {
            throw new InvalidDataException($"The content stored under {cid} has other bytes: the data folder's content.db is damaged; restore it or build the epoch again.");
        }

        return new((ReadOnlyMemory<byte>?)bytes);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => await _database.WriteAsync(
        session => session.Execute(
            "DELETE FROM content WHERE id IN (SELECT id FROM content WHERE last_epoch < ?1 ORDER BY last_epoch LIMIT ?2)", firstEpoch, Portion),
        cancellationToken) == Portion;

    /// <inheritdoc/>
    public ValueTask KeepUpAsync(CancellationToken cancellationToken) => _database.KeepUpAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}

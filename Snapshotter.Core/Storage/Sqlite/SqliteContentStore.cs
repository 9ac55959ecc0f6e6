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

    private const int MaxRecentBytes = 4 << 20;

    private readonly RecentContents _recent = new(MaxRecentBytes);
    private readonly bool _queuesPins;

    private SqliteContentStore(SqliteDatabase database, bool queuesPins)
    {
        Database = database;
        _queuesPins = queuesPins;
    }

    /// <summary>Raised after contents that are to be pinned are durable.</summary>
    internal event Action? PinsQueued;

    internal SqliteDatabase Database { get; }

    /// <summary>Opens or creates the store in a folder.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="queuesPins">Whether every content that is new here is queued to be pinned (see <see cref="SqlitePinQueue"/>).</param>
    /// <exception cref="InvalidDataException">The file is damaged or of a newer release.</exception>
    public static SqliteContentStore Open(string folder, bool queuesPins = false)
    {
        var path = Path.Combine(folder, "content.db");
        return new SqliteContentStore(SqliteDatabase.Open(path, session =>
        {
            SqliteSchema.Upgrade(session, path, SqliteSchema.Content);
            // Waits were measured by a clock that may have been set since.
            session.Execute("UPDATE pin SET due = 0 WHERE due > 0");
        }, static () => { }), queuesPins);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Cid>> PutAsync(long epochId, IReadOnlyList<ReadOnlyMemory<byte>> contents, CancellationToken cancellationToken)
    {
        if (contents.Count == 0) return [];
        var cids = new Cid[contents.Count];
        for (var i = 0; i < cids.Length; i++) cids[i] = CidOf.Content(contents[i].Span);
        var queued = await Database.WriteAsync(session =>
        {
            var pins = 0;
            for (var i = 0; i < cids.Length; i++)
            {
                var cid = cids[i].ToBytes();
                if (Insert(session, cid, epochId, contents[i]) && _queuesPins)
                {
                    pins += session.Execute("INSERT INTO pin (cid, epoch) VALUES (?1, ?2) ON CONFLICT DO NOTHING", cid, epochId);
                }
            }

            return pins;
        }, cancellationToken);
        for (var i = 0; i < cids.Length; i++) _recent.Add(cids[i], contents[i]);
        if (queued > 0) PinsQueued?.Invoke();
        return cids;
    }

    /// <summary>Keeps content of others as if an epoch had put it; it is not queued to be pinned.</summary>
    public async ValueTask KeepAsync(long epochId, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var cid = CidOf.Content(content.Span).ToBytes();
        await Database.WriteAsync(session => Insert(session, cid, epochId, content), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<byte>?> GetAsync(Cid cid, CancellationToken cancellationToken)
    {
        if (_recent.Find(cid) is { } recent) return new(recent);
        var bytes = Database.Read(session => session.First("SELECT bytes FROM content WHERE cid = ?1", static row => row.Bytes(0), cid.ToBytes()));
        if (bytes is null) return new((ReadOnlyMemory<byte>?)null);
        if (CidOf.Content(bytes) != cid)
        {
            throw new InvalidDataException($"The content stored under {cid} has other bytes: the data folder's content.db is damaged; restore it or build the epoch again.");
        }

        return new((ReadOnlyMemory<byte>?)bytes);
    }

    /// <inheritdoc/>
    public ValueTask<bool> PruneAsync(long firstEpoch, CancellationToken cancellationToken) => RemoveAsync(
        session =>
        {
            var removed = session.Execute(
                "DELETE FROM content WHERE id IN (SELECT id FROM content WHERE last_epoch < ?1 ORDER BY last_epoch LIMIT ?2)", firstEpoch, Portion);
            session.Execute("DELETE FROM pin WHERE epoch < ?1 AND NOT EXISTS (SELECT 1 FROM content WHERE content.cid = pin.cid)", firstEpoch);
            return removed;
        },
        cancellationToken);

    /// <summary>Removes a portion of the contents of the oldest epochs, but none that waits to be pinned, while all of them take more than so many bytes.</summary>
    /// <returns>Whether there may be more to remove.</returns>
    public ValueTask<bool> TrimAsync(long maxBytes, CancellationToken cancellationToken) => RemoveAsync(
        session =>
        {
            var pages = session.Number("PRAGMA page_count")!.Value - session.Number("PRAGMA freelist_count")!.Value;
            var excess = (pages * session.Number("PRAGMA page_size")!.Value) - maxBytes;
            if (excess <= 0) return 0;
            return session.Execute(
                """
                DELETE FROM content WHERE id IN (
                  SELECT id FROM (
                    SELECT id, sum(length(bytes)) OVER (ORDER BY last_epoch, id) - length(bytes) AS before FROM (
                      SELECT id, last_epoch, bytes FROM content
                      WHERE NOT EXISTS (SELECT 1 FROM pin WHERE pin.cid = content.cid) ORDER BY last_epoch, id LIMIT ?1))
                  WHERE before < ?2)
                """,
                Portion, excess);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask KeepUpAsync(CancellationToken cancellationToken) => Database.KeepUpAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Database.DisposeAsync();

    private async ValueTask<bool> RemoveAsync(Func<SqliteSession, int> remove, CancellationToken cancellationToken)
    {
        var removed = await Database.WriteAsync(remove, cancellationToken);
        if (removed > 0) _recent.Clear();
        return removed == Portion;
    }

    /// <summary>Stores a content under the latest epoch that put it, and returns whether it was not here yet.</summary>
    private static bool Insert(SqliteSession session, byte[] cid, long epochId, ReadOnlyMemory<byte> content)
    {
        if (session.Execute("INSERT INTO content (cid, last_epoch, bytes) VALUES (?1, ?2, ?3) ON CONFLICT (cid) DO NOTHING", cid, epochId, content) > 0) return true;
        session.Execute("UPDATE content SET last_epoch = ?2 WHERE cid = ?1 AND last_epoch < ?2", cid, epochId);
        return false;
    }
}

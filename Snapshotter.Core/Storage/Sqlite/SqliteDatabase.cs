using System.Collections.Concurrent;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>
/// A database file in WAL mode: one writer that takes many changes into one transaction, and readers that never wait for it.
/// What a write reports as done survives the death of the process.
/// </summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    private const int MaxIdleReaders = 8;

    private readonly string _path;
    private readonly ConcurrentBag<SqliteSession> _readers = [];
    private readonly SqliteSession _writeSession;
    private readonly SqliteWriter _writer;

    private SqliteDatabase(string path, SqliteSession writeSession, Action onRollback)
    {
        _path = path;
        _writeSession = writeSession;
        _writer = new SqliteWriter(writeSession, onRollback);
    }

    /// <summary>Opens or creates the file and brings it to shape. <paramref name="onRollback"/> drops what callers remember of a transaction that failed.</summary>
    /// <exception cref="InvalidDataException">The file is no database, is damaged, or is of a newer release.</exception>
    public static SqliteDatabase Open(string path, Action<SqliteSession> prepare, Action onRollback)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SqliteSession? session = null;
        try
        {
            session = new SqliteSession(path, readOnly: false);
            // NORMAL loses nothing when the process dies; only a power cut may take the last transactions, which are then built again.
            session.ExecuteScript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192; PRAGMA wal_autocheckpoint = 4096;");
            prepare(session);
            return new SqliteDatabase(path, session, onRollback);
        }
        catch (StorageException exception)
        {
            session?.Dispose();
            throw new InvalidDataException($"{path} cannot be opened as a database. {exception.Message}", exception);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Runs <paramref name="write"/> inside the next transaction; completes when it is durable.</summary>
    public ValueTask<T> WriteAsync<T>(Func<SqliteSession, T> write, CancellationToken cancellationToken) => _writer.RunAsync(write, cancellationToken);

    /// <summary>Runs several reads of one moment, which also spares the locks that each would take by itself.</summary>
    public T ReadTogether<T>(Func<SqliteSession, T> read) => Read(session =>
    {
        session.Execute("BEGIN");
        try
        {
            return read(session);
        }
        finally
        {
            session.Execute("COMMIT");
        }
    });

    /// <summary>Runs <paramref name="read"/> on a connection of its own. Reads are by key and take microseconds, so they run where they are asked.</summary>
    public T Read<T>(Func<SqliteSession, T> read)
    {
        if (!_readers.TryTake(out var session)) session = new SqliteSession(_path, readOnly: true);
        try
        {
            return read(session);
        }
        finally
        {
            if (_readers.Count < MaxIdleReaders) _readers.Add(session);
            else session.Dispose();
        }
    }

    /// <summary>
    /// Lets SQLite look after its statistics, brings the write-ahead log into the file, and cuts it to nothing: after a burst it would keep
    /// its greatest length for ever. The log is copied on a connection of its own, while writes go on.
    /// </summary>
    public async ValueTask KeepUpAsync(CancellationToken cancellationToken)
    {
        await WriteAsync(static session => session.Execute("PRAGMA optimize"), cancellationToken);
        await Task.Run(
            () =>
            {
                using var session = new SqliteSession(_path, readOnly: false);
                session.Number("PRAGMA wal_checkpoint(PASSIVE)");
                session.Number("PRAGMA wal_checkpoint(TRUNCATE)");
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_readers.TryTake(out var session)) session.Dispose();
        _writeSession.Dispose();
    }
}

using Snapshotter.Core.Concurrency;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Pins;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>The embedded pin queue: a table beside the contents, so that a content and its place in the queue are one transaction.</summary>
public sealed class SqlitePinQueue : IPinQueue, IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SqliteContentStore _contents;
    private readonly TimeProvider _time;
    private readonly WakeUp _wake = new();

    /// <summary>The queue of what <paramref name="contents"/> stores.</summary>
    public SqlitePinQueue(SqliteContentStore contents, TimeProvider time)
    {
        _contents = contents;
        _time = time;
        contents.PinsQueued += _wake.Set;
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Pin>> DueAsync(int max, CancellationToken cancellationToken)
    {
        while (true)
        {
            _wake.Reset();
            var now = Now;
            var due = _contents.Database.Read(session => session.All(
                "SELECT cid, epoch, attempt FROM pin WHERE failed = 0 AND due <= ?1 ORDER BY epoch LIMIT ?2", ReadPin, now, max));
            if (due.Count > 0) return due;
            var next = _contents.Database.Read(static session => session.Number("SELECT min(due) FROM pin WHERE failed = 0"));
            var wait = next is { } at ? TimeSpan.FromMilliseconds(Math.Max(1, at - now)) : LongestWait;
            await _wake.WaitAsync(wait < LongestWait ? wait : LongestWait, _time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PinnedAsync(IReadOnlyCollection<Pin> pins, CancellationToken cancellationToken) => await _contents.Database.WriteAsync(session =>
    {
        foreach (var pin in pins) session.Execute("DELETE FROM pin WHERE cid = ?1", pin.Cid.ToBytes());
        return pins.Count;
    }, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask RetryAsync(Pin pin, string reason, DateTimeOffset notBefore, CancellationToken cancellationToken) =>
        await _contents.Database.WriteAsync(session => session.Execute(
            "UPDATE pin SET attempt = ?2, due = ?3, reason = ?4 WHERE cid = ?1",
            pin.Cid.ToBytes(), pin.Attempt + 1, notBefore.ToUnixTimeMilliseconds(), reason), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask GiveUpAsync(Pin pin, string reason, CancellationToken cancellationToken) =>
        await _contents.Database.WriteAsync(session => session.Execute(
            "UPDATE pin SET failed = 1, reason = ?2 WHERE cid = ?1", pin.Cid.ToBytes(), reason), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> RetryFailedAsync(CancellationToken cancellationToken)
    {
        var count = await _contents.Database.WriteAsync(
            static session => session.Execute("UPDATE pin SET failed = 0, attempt = 1, due = 0, reason = NULL WHERE failed = 1"), cancellationToken);
        if (count > 0) _wake.Set();
        return count;
    }

    /// <inheritdoc/>
    public async ValueTask<int> QueueAsync(long epochId, IReadOnlyCollection<Cid> cids, CancellationToken cancellationToken)
    {
        var count = await _contents.Database.WriteAsync(
            session => cids.Sum(cid => session.Execute(
                """
                INSERT INTO pin (cid, epoch) SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM content WHERE cid = ?1)
                ON CONFLICT (cid) DO UPDATE SET failed = 0, attempt = 1, due = 0, reason = NULL
                """,
                cid.ToBytes(), epochId)),
            cancellationToken);
        if (count > 0) _wake.Set();
        return count;
    }

    /// <inheritdoc/>
    public ValueTask<PinDepth> DepthAsync(CancellationToken cancellationToken) => new(_contents.Database.ReadTogether(static session => new PinDepth(
        session.Number("SELECT count(*) FROM pin WHERE failed = 0")!.Value,
        session.Number("SELECT count(*) FROM pin WHERE failed = 1")!.Value)));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<FailedPin>> FailedAsync(int limit, CancellationToken cancellationToken) => new(_contents.Database.Read(session => session.All(
        "SELECT cid, epoch, attempt, reason FROM pin WHERE failed = 1 ORDER BY epoch DESC LIMIT ?1",
        static row => new FailedPin(ReadPin(row), row.Text(3)), limit)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _contents.PinsQueued -= _wake.Set;
        _wake.Dispose();
    }

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    private static Pin ReadPin(SqliteRow row) => new(SqliteCid.Read(row.Bytes(0)), row.Number(1), (int)row.Number(2));
}

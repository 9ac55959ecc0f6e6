using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Storage.Sqlite;

public sealed class SqliteWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_write_that_finds_nobody_writing_runs_on_its_own_thread()
    {
        await using var database = Open();
        var thread = Environment.CurrentManagedThreadId;
        var write = database.WriteAsync(static _ => Environment.CurrentManagedThreadId, default);
        write.IsCompleted.Should().BeTrue();
        (await write).Should().Be(thread);
    }

    [Fact]
    public async Task Writes_that_come_during_another_share_a_transaction_and_are_not_the_others_work_to_wait_for()
    {
        await using var database = Open();
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        var first = Task.Run(() => database.WriteAsync(
            session =>
            {
                entered.Set();
                go.Wait();
                return session.Execute("INSERT INTO t VALUES (0)");
            },
            default).AsTask());
        entered.Wait();
        var others = Enumerable.Range(1, 100).Select(i => database.WriteAsync(session => session.Execute("INSERT INTO t VALUES (?1)", i), default).AsTask()).ToArray();
        others.Should().OnlyContain(static other => !other.IsCompleted);

        go.Set();

        await Task.WhenAll([first, .. others]);
        database.Read(static session => session.Number("SELECT count(*) FROM t")).Should().Be(101);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing_and_closing_waits_for_all()
    {
        var database = Open();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++) await database.WriteAsync(session => session.Execute("INSERT INTO t VALUES (?1)", (writer * 500) + i), default);
        })).ToArray();
        await Task.WhenAll(writers);
        var last = Enumerable.Range(4000, 50).Select(i => database.WriteAsync(session => session.Execute("INSERT INTO t VALUES (?1)", i), default).AsTask()).ToArray();
        await database.DisposeAsync();
        await Task.WhenAll(last);

        await using var again = Open();
        again.Read(static session => session.Number("SELECT count(DISTINCT n) FROM t")).Should().Be(4050);
        var late = async () => await database.WriteAsync(static _ => 0, default);
        await late.Should().ThrowAsync<ObjectDisposedException>();
    }

    private SqliteDatabase Open() => SqliteDatabase.Open(
        _folder.PathOf("t.db"), static session => session.ExecuteScript("CREATE TABLE IF NOT EXISTS t (n INTEGER)"), static () => { });
}

using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Sqlite;

/// <summary>What is particular to the embedded stores: their files, and changes that share a transaction.</summary>
public sealed class SqliteFileTests
{
    [Fact]
    public async Task A_poisoned_write_fails_alone_though_it_shares_a_transaction()
    {
        await using var stores = new SqliteStores();
        using var entered = new ManualResetEventSlim();
        using var gate = new ManualResetEventSlim();
        var blocker = Task.Run(() => stores.Database.WriteAsync(_ => { entered.Set(); gate.Wait(); return true; }, default).AsTask());
        entered.Wait();
        var before = stores.State.CommitAsync(new StateChange { Transitions = [Make.Transition(1, "before")], Projects = ["p"] }, default);
        var poison = stores.State.CommitAsync(new StateChange { Transitions = [Make.Transition(1, "poison")], Facts = [KeyValuePair.Create("f", (byte[])null!)] }, default);
        var after = stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)], Built = [new BuiltSnapshot(1, "p", Make.Cid("x"))] }, default);
        gate.Set();

        (await blocker, await before, await after).Should().Be((true, true, true));
        await FluentActions.Awaiting(() => poison.AsTask()).Should().ThrowAsync<StorageException>().WithMessage("state.db: NOT NULL constraint failed*");
        (await stores.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Select(static transition => transition.Subject).Should().Equal("before");
        (await stores.State.BuiltCidsAsync(1, ["p"], default)).Should().Equal([Make.Cid("x")]);
    }

    [Fact]
    public async Task A_write_whose_caller_gave_up_before_its_turn_is_not_carried_out()
    {
        await using var stores = new SqliteStores();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)] }, cancelled.Token).AsTask())
            .Should().ThrowAsync<OperationCanceledException>();
        (await stores.State.CurrentEpochAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task A_closed_store_refuses_writes()
    {
        using var folder = new TemporaryFolder();
        var store = SqliteStateStore.Open(folder.Root);
        await store.DisposeAsync();
        await FluentActions.Awaiting(() => store.CommitAsync(new StateChange(), default).AsTask()).Should().ThrowAsync<ObjectDisposedException>();
    }

    [Theory]
    [InlineData("state.db")]
    [InlineData("content.db")]
    public void A_file_that_is_no_database_is_named_with_the_next_step(string file)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf(file), string.Concat(Enumerable.Repeat("This is not a database. ", 500)));
        var open = () => file == "state.db" ? (object)SqliteStateStore.Open(folder.Root) : SqliteContentStore.Open(folder.Root);
        open.Should().Throw<InvalidDataException>().WithMessage($"{folder.PathOf(file)}*not a database*restore it from a backup*--data*");
    }

    [Fact]
    public async Task A_file_damaged_in_the_middle_fails_with_the_next_step_and_not_with_wrong_data()
    {
        await using var stores = new SqliteStores();
        for (var epoch = 1; epoch <= 300; epoch++)
        {
            await stores.State.CommitAsync(new StateChange { Released = [Make.Released(epoch)], Transitions = [Make.Transition(epoch, new string('x', 500))] }, default);
        }

        await stores.CloseAsync();
        var path = Path.Combine(stores.Folder, "state.db");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes.AsSpan(4096 * 2).Fill(0x5a);
        await File.WriteAllBytesAsync(path, bytes);

        var read = async () =>
        {
            await using var store = SqliteStateStore.Open(stores.Folder);
            await store.EpochReportsAsync(300, 300, default);
        };
        (await read.Should().ThrowAsync<Exception>()).Which.Should().Match(exception => exception is StorageException || exception is InvalidDataException)
            .And.Match<Exception>(exception => exception.Message.Contains("restore it from a backup"));
        File.Delete(path);
        await stores.ReopenAsync();
    }

    [Theory]
    [InlineData("state.db")]
    [InlineData("content.db")]
    public void A_file_of_a_newer_release_is_refused(string file)
    {
        using var folder = new TemporaryFolder();
        using (var session = new SqliteSession(folder.PathOf(file), readOnly: false)) session.ExecuteScript("PRAGMA user_version = 99");
        var open = () => file == "state.db" ? (object)SqliteStateStore.Open(folder.Root) : SqliteContentStore.Open(folder.Root);
        open.Should().Throw<InvalidDataException>().WithMessage("*schema version 99*start the release that wrote it*");
    }

    [Fact]
    public async Task Content_whose_bytes_were_changed_is_never_handed_out()
    {
        await using var stores = new SqliteStores();
        var cid = (await stores.Content.PutAsync(1, [Make.Bytes("""{"epochId":1}""")], default)).Single();
        using (var session = new SqliteSession(Path.Combine(stores.Folder, "content.db"), readOnly: false))
        {
            session.Execute("UPDATE content SET bytes = ?1", Make.Bytes("""{"epochId":2}""")).Should().Be(1);
        }

        await stores.ReopenAsync();
        await FluentActions.Awaiting(() => stores.Content.GetAsync(cid, default).AsTask()).Should().ThrowAsync<InvalidDataException>().WithMessage($"*{cid}*damaged*");
    }

    [Fact]
    public async Task Upkeep_cuts_the_log_and_loses_nothing()
    {
        await using var stores = new SqliteStores();
        for (var epoch = 1; epoch <= 50; epoch++) await stores.State.CommitAsync(new StateChange { Released = [Make.Released(epoch)] }, default);
        var log = new FileInfo(Path.Combine(stores.Folder, "state.db-wal"));
        log.Length.Should().BePositive();

        await ((IStoreUpkeep)stores.State).KeepUpAsync(default);

        log.Refresh();
        log.Length.Should().Be(0);
        (await stores.State.CommitAsync(new StateChange { Released = [Make.Released(51)] }, default)).Should().BeTrue();
        (await stores.State.EpochReportsAsync(51, 60, default)).Should().HaveCount(51);
    }

    [Fact]
    public void A_second_holder_of_a_data_folder_is_refused()
    {
        using var temporary = new TemporaryFolder();
        using (DataFolder.Hold(temporary.Root))
        {
            FluentActions.Invoking(() => DataFolder.Hold(temporary.Root)).Should().Throw<InvalidOperationException>().WithMessage($"*{temporary.Root}*stop the node that uses it*--data*");
        }

        DataFolder.Hold(temporary.Root).Dispose();
    }
}

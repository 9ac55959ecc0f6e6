using Snapshotter.Core;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs.Redis;

/// <summary>Hosts with different slots at one queue.</summary>
public sealed class RedisSharedQueueTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_a_specialised_host_leaves_goes_to_the_others_in_its_order()
    {
        var options = redis.Server.NextDatabase();
        await using var special = new RedisStores(options, "special", new JobSlots(new JobOptions { Serve = "Submit" }));
        await using var usual = new RedisStores(options, "usual", time: special.Time);
        await special.State.CommitAsync(new StateChange { Enqueued = [Make.Job(2, "c"), Make.Job(1, "a", "preload"), Make.Job(1, "s", "submit"), Make.Job(1, "b")] }, default);

        (await special.Queue.LeaseAsync(8, Minute, default)).Single().Key.Should().Be("s");
        await special.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "d"), Make.Job(0, "z")] }, default);

        var jobs = await usual.Queue.LeaseAsync(8, Minute, default);
        jobs.Select(static job => (job.Key, job.Attempt, job.Deliveries)).Should().Equal(("z", 1, 1), ("a", 1, 1), ("b", 1, 1), ("d", 1, 1), ("c", 1, 1));
    }

    [Fact]
    public async Task A_host_goes_on_with_the_epochs_it_began_and_helps_others_when_there_is_nothing_else()
    {
        var options = redis.Server.NextDatabase();
        await using var first = new RedisStores(options, "first");
        await using var second = new RedisStores(options, "second", time: first.Time);
        await first.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(1, 3).SelectMany(static epoch => Enumerable.Range(0, 3).Select(i => Make.Job(epoch, $"{epoch}{(char)('a' + i)}")))] }, default);

        var begun = (await first.Queue.LeaseAsync(1, Minute, default)).Single();
        begun.Key.Should().Be("1a");
        (await KeysAsync(second, 2)).Should().Equal("2a", "2b");
        (await first.Queue.CompleteAsync(begun, new StateChange { Enqueued = [Make.Job(1, "1d")] }, Minute, default))!.Key.Should().Be("1b");
        (await KeysAsync(second, 3)).Should().Equal("2c", "3a", "3b");
        (await KeysAsync(second, 3)).Should().Equal("3c", "1c", "1d");
    }

    [Fact]
    public async Task An_epoch_of_a_lower_number_goes_before_the_one_that_a_host_began()
    {
        await using var stores = new RedisStores(redis.Server.NextDatabase());
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(2, "2a"), Make.Job(2, "2b")] }, default);
        (await KeysAsync(stores, 1)).Should().Equal("2a");
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "1a")] }, default);
        (await KeysAsync(stores, 2)).Should().Equal("1a", "2b");
    }

    [Fact]
    public async Task Who_began_an_epoch_is_forgotten_with_it()
    {
        var options = redis.Server.NextDatabase();
        await using var first = new RedisStores(options, "first");
        await using var second = new RedisStores(options, "second", time: first.Time);
        await first.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "1a")] }, default);
        await first.Queue.CompleteAsync((await first.Queue.LeaseAsync(1, Minute, default)).Single(), new StateChange(), Minute, default);

        await first.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "1b"), Make.Job(2, "2a")] }, default);

        (await KeysAsync(second, 1)).Should().Equal("1b");
    }

    [Fact]
    public async Task Of_the_only_epoch_every_worker_gets_a_share_and_what_is_left_goes_to_whoever_is_free()
    {
        var options = redis.Server.NextDatabase();
        await using var first = new RedisStores(options, "first", hosts: OneOfTwo("second"));
        await using var second = new RedisStores(options, "second", time: first.Time, hosts: OneOfTwo("first"));
        await first.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(0, 8).Select(static i => Make.Job(1, $"{i}"))] }, default);

        var inHand = await first.Queue.LeaseAsync(8, Minute, default);
        inHand.Select(static job => job.Key).Should().Equal("0", "1", "2", "3");
        (await KeysAsync(second, 8)).Should().Equal("4", "5");
        (await first.Queue.CompleteAsync(inHand[0], new StateChange(), Minute, default))!.Key.Should().Be("6");

        var left = first.Queue.LeaseAsync(4, Minute, default).AsTask();
        left.IsCompleted.Should().BeFalse("the other worker may be about to take it");
        first.Time.Advance(TimeSpan.FromMilliseconds(250));
        (await left.WaitAsync(Patience.Long)).Single().Key.Should().Be("7");
    }

    [Fact]
    public async Task Of_what_waited_for_an_earlier_epoch_every_worker_gets_a_share_too()
    {
        var options = redis.Server.NextDatabase();
        await using var first = new RedisStores(options, "first", hosts: OneOfTwo("second"));
        await using var second = new RedisStores(options, "second", time: first.Time, hosts: OneOfTwo("first"));
        await first.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "last"), .. Enumerable.Range(0, 8).Select(static i => Make.Job(2, $"{i}") with { AfterEarlierEpochs = true })] }, default);

        var last = (await first.Queue.LeaseAsync(8, Minute, default)).Single();
        (await first.Queue.CompleteAsync(last, new StateChange(), Minute, default))!.Key.Should().Be("0");

        // Half of them was looked at before, and is due now; the others are still new.
        (await KeysAsync(first, 8)).Should().Equal("1", "2", "4", "5");
        (await KeysAsync(second, 8)).Should().Equal("3", "6");
    }

    [Fact]
    public async Task Where_every_worker_may_begin_an_epoch_of_its_own_nothing_is_left()
    {
        await using var stores = new RedisStores(redis.Server.NextDatabase(), "first", hosts: OneOfTwo("second"));
        await stores.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(1, 2).SelectMany(static epoch => Enumerable.Range(0, 4).Select(i => Make.Job(epoch, $"{epoch}{i}")))] }, default);
        (await KeysAsync(stores, 4)).Should().Equal("10", "11", "12", "13");
    }

    private static LiveHosts OneOfTwo(string other)
    {
        var hosts = new LiveHosts(new RoleOptions());
        hosts.Saw([new WorkerSign(other, "host", 1, "worker", "", 8, Minute, default, default, 0, [])], "own", default);
        return hosts;
    }

    private static async Task<IEnumerable<string>> KeysAsync(RedisStores stores, int most) => (await stores.Queue.LeaseAsync(most, Minute, default)).Select(static job => job.Key);

    [Fact]
    public async Task Of_a_great_many_new_jobs_the_wanted_one_is_found_behind_the_others()
    {
        await using var stores = new RedisStores(redis.Server.NextDatabase(), slots: new JobSlots(new JobOptions { Serve = "Submit" }));
        await stores.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(0, 2500).Select(static i => Make.Job(1, $"{i}")), Make.Job(1, "s", "submit")] }, default);
        (await stores.Queue.LeaseAsync(8, Minute, default)).Single().Key.Should().Be("s");
        (await stores.Ledger.CountsAsync(default)).Enqueued.Should().Be(2500);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Core.Storage.Pins;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage.Redis;

public sealed class RedisPinQueueContractTests(SharedRedis redis) : PinQueueContract, IClassFixture<SharedRedis>
{
    private protected override IPinStores Open() => new RedisPinStores(redis.Server.NextDatabase());
}

public sealed class RedisPinQueueTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task What_one_host_has_in_hand_the_others_leave_to_it_until_it_was_not_heard_of_for_too_long()
    {
        var (options, time) = (redis.Server.NextDatabase(), new FakeTime());
        await using var one = new RedisPinStores(options, "one", time);
        await using var other = new RedisPinStores(options, "other", time);
        await one.Stores.Content.PutAsync(1, [Make.Bytes("a")], default);
        var inHand = (await one.Pins.DueAsync(10, default)).Single();

        await one.Stores.Content.PutAsync(2, [Make.Bytes("b")], default);
        (await other.Pins.DueAsync(10, default)).Select(static pin => pin.Cid).Should().Equal(Make.Cid("b"));
        (await one.Pins.DueAsync(10, default)).Should().Equal([inHand], "a host that starts again goes on with its own");
        time.Advance(RedisPinStores.Hold);
        (await other.Pins.DueAsync(10, default)).Select(static pin => pin.Cid).Should().Equal(Make.Cid("a"), Make.Cid("b"));
    }

    [Fact]
    public async Task A_host_that_waits_takes_over_what_a_dead_one_left_without_being_told()
    {
        var (options, time) = (redis.Server.NextDatabase(), new FakeTime());
        await using var other = new RedisPinStores(options, "other", time);
        await using (var dead = new RedisPinStores(options, "dead", time))
        {
            await dead.Stores.Content.PutAsync(1, [Make.Bytes("a")], default);
            await dead.Pins.DueAsync(10, default);
        }

        var waiting = other.Pins.DueAsync(10, default).AsTask();
        await time.AdvanceUntilAsync(waiting);
        (await waiting).Single().Cid.Should().Be(Make.Cid("a"));
        (await other.Stores.Content.GetAsync(Make.Cid("a"), default)).Should().NotBeNull("its bytes lie beside the queue");
    }

    [Fact]
    public async Task A_content_enters_the_queue_with_the_change_that_names_it_and_its_bytes_leave_with_its_pin()
    {
        await using var stores = new RedisPinStores(redis.Server.NextDatabase());
        var put = await stores.Stores.Content.PutForChangeAsync(3, [Make.Bytes("a")], default);
        (await stores.Pins.DepthAsync(default)).Should().Be(new PinDepth(0, 0));
        await stores.Stores.State.CommitAsync(new StateChange { Contents = put.WithChange }, default);
        var due = await stores.Pins.DueAsync(10, default);
        due.Should().Equal(new Pin(Make.Cid("a"), 3, 1));
        await stores.ReopenAsync();
        (await stores.Stores.Content.GetAsync(Make.Cid("a"), default)).Should().NotBeNull();
        await stores.Pins.PinnedAsync(due, default);
        await stores.ReopenAsync();
        (await stores.Stores.Content.GetAsync(Make.Cid("a"), default)).Should().BeNull();
    }

    [Fact]
    public async Task A_pin_that_a_host_left_behind_with_its_disk_is_done_by_another()
    {
        var (options, time) = (redis.Server.NextDatabase(), new FakeTime());
        await using var server = RawHttpServer.Answering(RawHttpServer.Response($$"""{"Name":"content","Hash":"{{Make.Cid("mine")}}","Size":"4"}"""));
        await using (var dead = new RedisPinStores(options, "dead", time)) await dead.Stores.Content.PutAsync(1, [Make.Bytes("mine")], default);

        await using var shared = new RedisPinStores(options, "other", time);
        await using var local = new KuboStores(new Uri(server.Url), shared: (RedisContentStore)shared.Stores.Content);
        using var done = new CancellationTokenSource();
        var worker = new PinWorker(
            new Kubo.DrainedQueue(shared.Pins, done), local.Content, local.Client, new KuboOptions(), Unwatched.Ipfs, Unwatched.Traces, new Random(1), time, NullLogger<PinWorker>.Instance);
        await FluentActions.Awaiting(() => worker.RunAsync(done.Token)).Should().ThrowAsync<OperationCanceledException>();
        (await shared.Pins.DepthAsync(default)).Should().Be(new PinDepth(0, 0));
        server.Requests.Should().Be(1, "it was added, and not read from there");
    }
}

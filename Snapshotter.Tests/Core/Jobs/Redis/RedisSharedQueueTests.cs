using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Storage;
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
    public async Task Of_a_great_many_new_jobs_the_wanted_one_is_found_behind_the_others()
    {
        await using var stores = new RedisStores(redis.Server.NextDatabase(), slots: new JobSlots(new JobOptions { Serve = "Submit" }));
        await stores.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(0, 2500).Select(static i => Make.Job(1, $"{i}")), Make.Job(1, "s", "submit")] }, default);
        (await stores.Queue.LeaseAsync(8, Minute, default)).Single().Key.Should().Be("s");
        (await stores.Ledger.CountsAsync(default)).Enqueued.Should().Be(2500);
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.Core.Storage.Redis;

/// <summary>What hosts share of the source chain beside their state.</summary>
public sealed class RedisSharedReadsTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task Reads_of_an_epoch_are_there_until_its_last_job_has_ended()
    {
        await using var world = new World(redis);
        var (one, other) = (await world.JoinAsync("one"), await world.JoinAsync("other"));
        byte[] reads = [0, 255, 7];
        await one.Reads.PutAsync(3, reads, default);
        (await other.Reads.GetAsync(3, default)).Should().Equal(reads);
        (await other.Reads.GetAsync(4, default)).Should().BeNull();
        ((long)await world.Link.RunAsync("TTL", default, "snapshotter:epoch:3:reads")).Should().BeInRange(1, 3600);

        await world.Store.CommitAsync(new StateChange { Released = [new ReleasedEpoch(new Epoch(3, 21, 30), default, 0, 0, 0)], Enqueued = [new NewJob("build", 3, "a", []), new NewJob("build", 3, "b", [])] }, default);
        using var queue = new RedisJobQueue(world.Store, "one", new SteadyTime(world.Time));
        foreach (var job in await queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)) await world.Store.CommitAsync(new StateChange().Completing(job), default);
        (await other.Reads.GetAsync(3, default)).Should().NotBeNull("it has another job");
        foreach (var job in await queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)) await world.Store.CommitAsync(new StateChange().Completing(job), default);
        (await other.Reads.GetAsync(3, default)).Should().BeNull();
    }

    [Fact]
    public async Task What_a_host_tells_the_others_hear_until_they_have_heard_it()
    {
        await using var world = new World(redis);
        var (one, other) = (await world.JoinAsync("one"), await world.JoinAsync("other"));
        await world.LookAsync();
        (await one.Reads.HearAsync(default)).Should().BeEmpty();
        await other.Reads.TellAsync([1], default);
        await other.Reads.TellAsync([2], default);

        // News come by themselves; who did not get them finds out after a few looks.
        IReadOnlyList<byte[]> heard = [];
        for (var look = 0; look < 10 && heard.Count == 0; look++) heard = await one.Reads.HearAsync(default);
        heard.Should().ContainSingle().Which.Should().Equal([2]);
        for (var look = 0; look < 10; look++) (await other.Reads.HearAsync(default)).Should().BeEmpty("nobody hears himself");
    }

    [Fact]
    public async Task A_host_that_is_alone_asks_for_nothing_and_who_runs_no_jobs_has_readers_in_any_case()
    {
        await using var world = new World(redis);
        var alone = await world.JoinAsync("alone");
        var detector = await world.JoinAsync("detector", new RoleOptions { Worker = false });
        (alone.Reads.HasReaders, alone.Reads.HasListeners).Should().Be((false, false));
        (detector.Reads.HasReaders, detector.Hosts.Workers).Should().Be((true, 1));
        var before = world.Link.RoundTrips;
        (await alone.Reads.HearAsync(default)).Should().BeEmpty();
        world.Link.RoundTrips.Should().Be(before);

        await world.LookAsync();
        (alone.Reads.HasReaders, alone.Reads.HasListeners, alone.Hosts.Workers).Should().Be((false, true, 1), "a detector is no worker");
        await world.JoinAsync("second");
        await world.JoinAsync("third");
        await world.LookAsync();
        (alone.Reads.HasReaders, alone.Hosts.Workers, detector.Hosts.Workers).Should().Be((true, 3, 3));

        world.Time.Advance(TimeSpan.FromSeconds(61));
        await alone.Workers.BeatAsync(default);
        await world.LookAsync();
        (alone.Reads.HasListeners, alone.Hosts.Workers, detector.Hosts.Workers).Should().Be((false, 1, 1), "the others were silent for longer than a lease");
    }

    [Fact]
    public async Task What_hosts_told_that_are_gone_is_dropped()
    {
        await using var world = new World(redis);
        var (one, other) = (await world.JoinAsync("one"), await world.JoinAsync("other"));
        await one.Reads.TellAsync([1], default);
        await other.Reads.TellAsync([2], default);
        ((long)await world.Link.RunAsync("HLEN", default, "snapshotter:reads:wishes")).Should().Be(2);

        world.Time.Advance(RedisWorkers.Shown + TimeSpan.FromSeconds(1));
        await one.Workers.BeatAsync(default);
        await one.Reads.TellAsync([3], default);
        ((long)await world.Link.RunAsync("HLEN", default, "snapshotter:reads:wishes")).Should().Be(1);
    }

    private sealed record Host(RedisWorkers Workers, LiveHosts Hosts, RedisSharedReads Reads);

    private sealed class World : IAsyncDisposable
    {
        private readonly List<Host> _hosts = [];

        public World(SharedRedis redis)
        {
            Link = RedisLink.Open(redis.Server.NextDatabase(), null, TimeProvider.System);
            Store = new RedisStateStore(Link, new SteadyTime(Time));
        }

        public FakeTime Time { get; } = new();

        public RedisLink Link { get; }

        public RedisStateStore Store { get; }

        public async Task<Host> JoinAsync(string name, RoleOptions? roles = null)
        {
            var (time, options) = (new SteadyTime(Time), new JobOptions());
            roles ??= new RoleOptions();
            var own = new OwnSign(new JobJournal(time, NullLogger<JobJournal>.Instance), new JobSlots(options), options, roles, time);
            var (workers, hosts) = (new RedisWorkers(Store, own, name, options), new LiveHosts(roles));
            await workers.BeatAsync(default);
            _hosts.Add(new Host(workers, hosts, new RedisSharedReads(Link, hosts, name)));
            return _hosts[^1];
        }

        public async Task LookAsync()
        {
            foreach (var host in _hosts) await host.Workers.LookAsync(host.Hosts, default);
        }

        public ValueTask DisposeAsync() => Link.DisposeAsync();
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.Core.Jobs.Redis;

/// <summary>What the hosts of a Redis tell of themselves.</summary>
public sealed class RedisWorkersTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly Job Build = new(7, "build", 3, "slice/0", [], 2, 5);

    [Fact]
    public async Task All_hosts_see_each_other_with_their_roles_queues_and_jobs()
    {
        await using var world = new World(redis);
        var time = world.Time;
        var (first, journal) = world.Host("first", new JobOptions { Serve = "Build,Submit", MaxConcurrent = 3 }, new RoleOptions { Api = false, Detector = false });
        var (second, _) = world.Host("second", new JobOptions(), new RoleOptions { Worker = false });
        var startedAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(2));
        journal.Started(Build);
        time.Advance(TimeSpan.FromSeconds(9));
        await first.BeatAsync(default);
        await second.BeatAsync(default);

        var signs = await second.AllAsync(default);

        signs.Select(static sign => (sign.Id, sign.Host, sign.ProcessId, sign.Roles, sign.Queues, sign.Slots, sign.Busy)).Should().Equal(
            ("first", Environment.MachineName, Environment.ProcessId, "worker", "Build, Submit", 3, 1),
            ("second", Environment.MachineName, Environment.ProcessId, "API, detector", "", 0, 0));
        (signs[0].StartedAt, signs[0].BeatAt).Should().Be((startedAt, time.GetUtcNow()));
        signs[0].Running.Should().Equal(new WorkerJob(7, "build", 3, "slice/0", 2, time.GetUtcNow() - TimeSpan.FromSeconds(9)));
    }

    [Fact]
    public async Task A_silent_host_is_gone_after_its_lease_and_drops_out_after_an_hour()
    {
        await using var world = new World(redis);
        var (silent, _) = world.Host("silent", new JobOptions { Lease = TimeSpan.FromSeconds(30) });
        var (lively, _) = world.Host("lively", new JobOptions());
        await silent.BeatAsync(default);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        (await OfAsync("silent"))!.IsGone(world.Time.GetUtcNow()).Should().BeFalse();
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await lively.BeatAsync(default);
        (await OfAsync("silent"))!.IsGone(world.Time.GetUtcNow()).Should().BeTrue();
        (await OfAsync("lively"))!.IsGone(world.Time.GetUtcNow()).Should().BeFalse();

        world.Time.Advance(RedisWorkers.Shown);
        (await lively.AllAsync(default)).Should().ContainSingle().Which.Id.Should().Be("lively");
        await lively.BeatAsync(default);
        ((long)await world.Link.RunAsync("HLEN", default, "snapshotter:workers:signs")).Should().Be(1, "nothing is kept of it");

        await silent.BeatAsync(default);
        (await OfAsync("silent"))!.IsGone(world.Time.GetUtcNow()).Should().BeFalse("it is back under its name");

        async Task<WorkerSign?> OfAsync(string id) => (await lively.AllAsync(default)).SingleOrDefault(sign => sign.Id == id);
    }

    [Fact]
    public async Task Signs_are_given_every_few_seconds_however_often_they_are_asked_for()
    {
        await using var world = new World(redis);
        var (host, _) = world.Host("host", new JobOptions());
        await host.BeatAsync(default);
        var before = world.Link.RoundTrips;
        for (var i = 0; i < 100; i++) await host.BeatAsync(default);
        world.Link.RoundTrips.Should().Be(before);
        world.Time.Advance(host.BetweenBeats);
        await host.BeatAsync(default);
        world.Link.RoundTrips.Should().Be(before + 1);
        host.BetweenBeats.Should().Be(TimeSpan.FromSeconds(5));
        world.Host("brisk", new JobOptions { Lease = TimeSpan.FromSeconds(3) }).Workers.BetweenBeats.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Of_very_many_hosts_the_latest_are_kept()
    {
        await using var world = new World(redis);
        for (var i = 0; i < RedisWorkers.MostKept + 3; i++)
        {
            await world.Host($"host{i:D4}", new JobOptions()).Workers.BeatAsync(default);
            world.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        var signs = await world.Host("reader", new JobOptions()).Workers.AllAsync(default);
        signs.Should().HaveCount(RedisWorkers.MostKept);
        signs[0].Id.Should().Be("host0003");
    }

    [Fact]
    public async Task Alone_the_process_shows_itself()
    {
        var time = new FakeTime();
        var journal = new JobJournal(new SteadyTime(time), NullLogger<JobJournal>.Instance);
        var own = new OwnSign(journal, new JobSlots(new JobOptions()), new JobOptions(), new RoleOptions(), new SteadyTime(time));
        journal.Started(Build);
        var beatAt = time.GetUtcNow();
        time.Advance(TimeSpan.FromSeconds(61));

        var sign = (await new LocalWorkers(own, journal).AllAsync(default)).Single();

        (sign.BeatAt, sign.Busy, sign.Roles, sign.Queues).Should().Be((beatAt, 1, "API, detector, worker", "Preload, Build, Aggregate, Submit, Finalize"));
        sign.IsGone(time.GetUtcNow()).Should().BeTrue();
    }

    private sealed class World(SharedRedis redis) : IAsyncDisposable
    {
        // Of one store all hosts have the same idea of the server's clock, as if theirs agreed.
        private RedisStateStore? _store;

        public FakeTime Time { get; } = new();

        public RedisLink Link { get; } = RedisLink.Open(redis.Server.NextDatabase(), null, TimeProvider.System);

        public (RedisWorkers Workers, JobJournal Journal) Host(string id, JobOptions options, RoleOptions? roles = null)
        {
            var time = new SteadyTime(Time);
            var journal = new JobJournal(time, NullLogger<JobJournal>.Instance);
            _store ??= new RedisStateStore(Link, time);
            return (new RedisWorkers(_store, new OwnSign(journal, new JobSlots(options), options, roles ?? new RoleOptions(), time), id, options), journal);
        }

        public ValueTask DisposeAsync() => Link.DisposeAsync();
    }
}

using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Redis;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.Api.Rest.Access;

/// <summary>Hosts of the API that share users and windows by Redis. Their own clocks stand still, so that nothing is asked again because time passed.</summary>
public sealed class SharedAccessTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly CallCounts None = new(0, 0, 4_102_444_800);

    [Fact]
    public async Task A_key_holds_at_every_host_and_its_limit_for_all_of_them_together()
    {
        var options = redis.Server.NextDatabase();
        await using var one = await Host.StartAsync(options);
        await using var other = await Host.StartAsync(options);
        var key = await AddKeyAsync(one, "10/day");
        var statuses = new List<int>();
        for (var call = 0; call < 24; call++) statuses.Add(await (call % 2 == 0 ? one : other).StatusAsync(key));
        statuses.Should().Equal([.. Enumerable.Repeat(200, 10), .. Enumerable.Repeat(429, 14)]);
    }

    [Fact]
    public async Task A_caller_without_a_key_is_one_caller_at_all_hosts()
    {
        var options = redis.Server.NextDatabase();
        await using var one = await Host.StartAsync(options, "6/day");
        await using var other = await Host.StartAsync(options, "6/day");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(call => (call % 2 == 0 ? one : other).StatusAsync()));
        statuses.Count(static status => status == 200).Should().Be(6);
    }

    [Fact]
    public async Task A_key_that_one_host_revokes_is_refused_by_the_others_without_waiting_for_their_memory_to_fade()
    {
        var options = redis.Server.NextDatabase();
        await using var one = await Host.StartAsync(options);
        await using var other = await Host.StartAsync(options);
        var key = await AddKeyAsync(one, "1000000/day");
        (await other.StatusAsync(key)).Should().Be(200);
        await one.Users.RevokeKeyAsync("alice", KeyDigest.Of(key).Id, default);
        using var patience = new CancellationTokenSource(Patience.Long);
        while (await other.StatusAsync(key) != 403) patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task A_call_costs_one_round_trip_at_most()
    {
        var options = redis.Server.NextDatabase();
        await using var other = await Host.StartAsync(options, "100000/day");
        await using var host = await Host.StartAsync(options, "100000/day");
        var key = await AddKeyAsync(host, "100000/day");

        // A server that has not run a script is sent its text first.
        foreach (var headers in new[] { new[] { key }, [] }) await other.StatusAsync(headers);
        foreach (var headers in new[] { new[] { key }, [], [key], [ApiKey.New()] })
        {
            var before = host.RoundTrips;
            await host.StatusAsync(headers);
            (host.RoundTrips - before).Should().BeLessThanOrEqualTo(1);
        }

        var calm = host.RoundTrips;
        for (var call = 0; call < 50; call++) (await host.StatusAsync(key)).Should().Be(200);
        (host.RoundTrips - calm).Should().Be(0, "calls are taken in advance");
    }

    [Fact]
    public async Task While_Redis_is_away_nobody_is_let_in_and_afterwards_everybody_who_was()
    {
        await using var server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var host = await Host.StartAsync(server.NextDatabase(), "5/day");
        var key = await AddKeyAsync(host, "5/day");
        await server.KillAsync();
        foreach (var headers in new[] { new[] { key }, [], [ApiKey.New()] })
        {
            var refused = await host.GetAsync(headers);
            (refused.Status, refused.Text).Should().Be((500, """{"error":{"details":"internal cache error"}}"""));
        }

        await server.RestartAsync();
        using var patience = new CancellationTokenSource(Patience.Long);
        int status;
        while ((status = await host.StatusAsync(key)) == 500) patience.Token.ThrowIfCancellationRequested();
        status.Should().Be(200);
        (await host.StatusAsync(ApiKey.New())).Should().Be(401);
    }

    private static async Task<string> AddKeyAsync(Host host, string limits)
    {
        var key = ApiKey.New();
        await host.Users.SaveAsync(new User("alice", CallLimits.Parse(limits), true), None, default);
        (await host.Users.AddKeyAsync("alice", KeyDigest.Of(key), default)).Should().Be(KeyAddition.Added);
        return key;
    }

    private sealed class Host : IAsyncDisposable
    {
        private readonly RestNode _node;
        private readonly RedisLink _link;

        private Host(RestNode node, RedisLink link)
        {
            _node = node;
            _link = link;
        }

        public IUserStore Users => _node.Users;

        public long RoundTrips => _link.RoundTrips;

        public static async Task<Host> StartAsync(RedisOptions options, string publicLimit = "")
        {
            var link = RedisLink.Open(options, password: null, TimeProvider.System);
            var node = await RestNode.StartAsync(services: services => services
                .AddSingleton<TimeProvider>(new FakeTime())
                .AddSingleton(new AccessOptions { PublicLimit = publicLimit, BurstPerSecond = 0 })
                .AddSingleton<IUserStore>(new RedisUserStore(link))
                .AddSingleton<ICallMeter>(new RedisCallMeter(link, new CallerOptions())));
            return new Host(node, link);
        }

        public Task<RawAnswer> GetAsync(params string[] keys) => _node.Http.GetAsync("/current_epoch", [.. keys.Select(static key => ("X-API-KEY", key))]);

        public async Task<int> StatusAsync(params string[] keys) => (await GetAsync(keys)).Status;

        public async ValueTask DisposeAsync()
        {
            await _node.DisposeAsync();
            await _link.DisposeAsync();
        }
    }
}

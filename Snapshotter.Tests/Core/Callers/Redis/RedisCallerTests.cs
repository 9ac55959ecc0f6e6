using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Redis;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Callers.Redis;

public sealed class RedisCallMeterTests(SharedRedis redis) : CallMeterContract, IClassFixture<SharedRedis>
{
    private protected override ICallerStores Open(int maxAddresses) => new RedisCallerStores(redis.Server.NextDatabase(), maxAddresses);
}

public sealed class RedisUserStoreTests(SharedRedis redis) : UserStoreContract, IClassFixture<SharedRedis>
{
    private protected override ICallerStores Open() => new RedisCallerStores(redis.Server.NextDatabase());
}

public sealed class RedisCallersTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly CallCounts None = new(0, 0, 4_102_444_800);

    [Fact]
    public async Task Hosts_whose_clocks_differ_count_in_the_same_windows()
    {
        var options = redis.Server.NextDatabase();
        await using var one = RedisLink.Open(options, null, TimeProvider.System);
        await using var other = RedisLink.Open(options, null, TimeProvider.System);
        ICallMeter[] meters = [new RedisCallMeter(one, new CallerOptions()), new RedisCallMeter(other, new CallerOptions())];
        var limits = CallLimits.Parse("100/day");
        var caller = CallerId.User("alice@example.com");
        var grants = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => meters[i % 2].TakeAsync(new CallTake(caller, limits, 3) { Spare = 2 }, default).AsTask()));
        grants.Sum(static grant => grant.Count).Should().Be(100);
        grants.Last().RetryAfter.Should().BeGreaterThan(TimeSpan.FromHours(23)).And.BeLessThanOrEqualTo(TimeSpan.FromDays(1));
    }

    [Fact]
    public async Task Whatever_is_taken_and_given_back_the_embedded_meter_grants_the_same()
    {
        var time = new FakeTime();
        await using var shared = new RedisCallerStores(redis.Server.NextDatabase(), time: time);
        await using var embedded = new SqliteCallerStores(maxAddresses: 1_000, time);
        CallerId[] callers = [CallerId.User("alice"), .. Enumerable.Range(1, 4).Select(static last => CallerId.Anonymous(new System.Net.IPAddress([203, 0, 113, (byte)last])))];
        CallLimits[] limits = [.. new[] { "10/second;40/minute", "5 per 2 second;300/hour", "40/minute;7/second;400/day", "" }.Select(CallLimits.Parse)];
        foreach (var stores in new ICallerStores[] { shared, embedded }) await stores.Users.SaveAsync(new User("alice", limits[0], true), None, default);

        var random = new Random(20_251);
        CallGrant? last = null;
        for (var step = 0; step < 600; step++)
        {
            var unused = last is { Count: > 0 } && random.Next(3) == 0 ? new UnusedCalls(random.Next(last.Count + 1), last.Windows) : default;
            var take = new CallTake(callers[random.Next(callers.Length)], limits[random.Next(limits.Length)], random.Next(6))
            {
                Spare = random.Next(200),
                Unused = unused,
                Succeeded = random.Next(3),
                Throttled = random.Next(2),
            };
            last = await shared.Meter.TakeAsync(take, default);
            last.Should().BeEquivalentTo(await embedded.Meter.TakeAsync(take, default), $"of step {step}");
            time.Advance(TimeSpan.FromMilliseconds(random.Next(10) == 0 ? random.Next(90_000_000) : random.Next(400)));
            if (random.Next(50) > 0) continue;
            await shared.Meter.ForgetExpiredAsync(default);
            await embedded.Meter.ForgetExpiredAsync(default);
        }

        (await shared.Users.UserAsync("alice", default))!.Counts.Should().Be((await embedded.Users.UserAsync("alice", default))!.Counts);
    }

    [Fact]
    public async Task A_user_stands_where_the_tools_of_the_original_look_and_no_key_does()
    {
        await using var stores = new RedisCallerStores(redis.Server.NextDatabase());
        var key = ApiKey.New();
        await stores.Users.SaveAsync(new User("alice@example.com", CallLimits.Parse("10/second;5000/day"), true), new CallCounts(3, 4, 5), default);
        await stores.Users.AddKeyAsync("alice@example.com", KeyDigest.Of(key), default);

        (await TextsAsync(stores, "SMEMBERS", "allUsers")).Should().Equal("alice@example.com");
        (await TextsAsync(stores, "HMGET", "user:alice@example.com", "email", "rate_limit", "active", "callsCount", "throttledCount", "next_reset_at"))
            .Should().Equal("alice@example.com", "10/second;5000/day", "active", "3", "4", "5");
        var digest = KeyDigest.Of(key).Text;
        (await TextsAsync(stores, "SMEMBERS", "user:alice@example.com:apikeys")).Should().Equal(digest);
        ((string)await stores.Link.RunAsync("GET", default, $"apikey:{digest}:owner")).Should().Be("alice@example.com");
        (await TextsAsync(stores, "KEYS", "*")).Should().OnlyContain(name => !name.Contains(key));
    }

    [Fact]
    public async Task Hosts_are_told_when_another_one_changes_a_user_or_revokes_a_key()
    {
        var options = redis.Server.NextDatabase();
        await using var writer = new RedisCallerStores(options);
        await using var listener = new RedisCallerStores(options);
        using var heard = new SemaphoreSlim(0);
        await listener.Users.ListenAsync(() => heard.Release(), default);
        await writer.Users.SaveAsync(new User("alice", CallLimits.None, true), None, default);
        (await heard.WaitAsync(Patience.Long)).Should().BeTrue();
        var key = KeyDigest.Of("a key");
        await writer.Users.AddKeyAsync("alice", key, default);
        await writer.Users.RevokeKeyAsync("alice", key.Id, default);
        (await heard.WaitAsync(Patience.Long)).Should().BeTrue();
    }

    [Fact]
    public async Task While_Redis_is_away_nothing_is_taken_and_afterwards_users_and_windows_are_still_there()
    {
        await using var server = await RedisServer.StartAsync("--appendonly", "yes", "--appendfsync", "always");
        await using var stores = new RedisCallerStores(server.NextDatabase());
        var limits = CallLimits.Parse("3/day");
        var key = KeyDigest.Of("a key");
        await stores.Users.SaveAsync(new User("alice", limits, true), None, default);
        await stores.Users.AddKeyAsync("alice", key, default);
        (await stores.Meter.TakeAsync(new CallTake(CallerId.User("alice"), limits, 2), default)).Count.Should().Be(2);

        await server.KillAsync();
        await FluentActions.Awaiting(() => stores.Meter.TakeAsync(key, default).AsTask()).Should().ThrowAsync<StorageException>();
        await FluentActions.Awaiting(() => stores.Meter.TakeAsync(new CallTake(CallerId.User("alice"), limits, 1), default).AsTask()).Should().ThrowAsync<StorageException>();
        await FluentActions.Awaiting(() => stores.Users.SaveAsync(new User("bob", limits, true), None, default).AsTask()).Should().ThrowAsync<StorageException>();

        await server.RestartAsync();
        using var patience = new CancellationTokenSource(Patience.Long);
        KeyedGrant? grant;
        while ((grant = await TryTakeAsync(stores, key)) is null) patience.Token.ThrowIfCancellationRequested();
        grant.Grant!.Count.Should().Be(1, "two of three were taken before");
        (await stores.Meter.TakeAsync(key, default))!.Grant!.Count.Should().Be(0);
    }

    private static async Task<KeyedGrant?> TryTakeAsync(RedisCallerStores stores, KeyDigest key)
    {
        try
        {
            return await stores.Meter.TakeAsync(key, default);
        }
        catch (StorageException)
        {
            return null;
        }
    }

    private static async Task<string[]> TextsAsync(RedisCallerStores stores, string command, params object[] arguments) => (await stores.Link.RunAsync(command, default, arguments)).Texts();
}

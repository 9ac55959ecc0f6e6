using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.Core.Jobs.Redis;

/// <summary>What one host of many does.</summary>
public sealed class RedisTurnsTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task Of_all_hosts_one_gets_a_recurring_turn_and_each_turn_is_given()
    {
        var options = redis.Server.NextDatabase();
        await using var link = RedisLink.Open(options, null, TimeProvider.System);
        var hosts = Enumerable.Range(0, 5).Select(host => new RedisTurns(link, $"host{host}", TimeProvider.System)).ToArray();
        for (var turn = 0; turn < 20; turn++)
        {
            var at = DateTimeOffset.UnixEpoch.AddMinutes(turn);
            var taken = await Task.WhenAll(hosts.Select(host => host.TryTakeAsync("prune", at, default).AsTask()));
            taken.Count(static isTaken => isTaken).Should().Be(1);
        }
    }

    [Fact]
    public async Task One_host_detects_and_another_takes_over_when_it_stops()
    {
        await using var link = RedisLink.Open(redis.Server.NextDatabase(), null, TimeProvider.System);
        var (first, second) = (new RedisTurns(link, "first", TimeProvider.System), new RedisTurns(link, "second", TimeProvider.System));
        using var stopping = new CancellationTokenSource();
        var (firstBegan, secondBegan) = (new TaskCompletionSource(), new TaskCompletionSource());
        var firstRuns = first.RunAsync(token => BeginAsync(firstBegan, token), stopping.Token);
        await firstBegan.Task;
        var secondRuns = second.RunAsync(_ => { secondBegan.SetResult(); return Task.CompletedTask; }, default);
        secondBegan.Task.IsCompleted.Should().BeFalse();

        await stopping.CancelAsync();
        await FluentActions.Awaiting(() => firstRuns).Should().ThrowAsync<OperationCanceledException>();
        await secondBegan.Task;
        await secondRuns;

        static async Task BeginAsync(TaskCompletionSource began, CancellationToken token)
        {
            began.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        }
    }

    [Fact]
    public async Task A_host_that_finds_another_in_its_place_stops_detecting()
    {
        await using var link = RedisLink.Open(redis.Server.NextDatabase(), null, TimeProvider.System);
        var turns = new RedisTurns(link, "first", TimeProvider.System);
        var began = new TaskCompletionSource();
        var runs = turns.RunAsync(
            async token =>
            {
                began.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            },
            default);
        await began.Task;
        await link.RunAsync("SET", default, "snapshotter:turn:detector", "second");
        await FluentActions.Awaiting(() => runs).Should().ThrowAsync<TurnLostException>();
        ((string)await link.RunAsync("GET", default, "snapshotter:turn:detector")).Should().Be("second", "it is not its turn to give back");
    }
}

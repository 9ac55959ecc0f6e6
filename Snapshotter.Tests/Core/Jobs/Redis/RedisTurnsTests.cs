using System.Text;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.Core.Jobs.Redis;

/// <summary>What one host of many does.</summary>
public sealed class RedisTurnsTests(SharedRedis redis) : IClassFixture<SharedRedis>, IAsyncDisposable
{
    private const string Turn = "snapshotter:turn:detector";

    private readonly RedisLink _link = RedisLink.Open(redis.Server.NextDatabase(), null, TimeProvider.System);

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    [Fact]
    public async Task Of_all_hosts_one_gets_a_recurring_turn_and_each_turn_is_given()
    {
        var hosts = Enumerable.Range(0, 5).Select(host => TurnsOf($"host{host}")).ToArray();
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
        using var stopping = new CancellationTokenSource();
        var (firstBegan, secondBegan) = (new TaskCompletionSource(), new TaskCompletionSource());
        var firstRuns = TurnsOf("first").RunAsync(token => DetectAsync(firstBegan, token), stopping.Token);
        await firstBegan.Task;
        var secondRuns = TurnsOf("second").RunAsync(_ => { secondBegan.SetResult(); return Task.CompletedTask; }, default);
        secondBegan.Task.IsCompleted.Should().BeFalse();

        await stopping.CancelAsync();
        await FluentActions.Awaiting(() => firstRuns).Should().ThrowAsync<OperationCanceledException>();
        await secondBegan.Task;
        await secondRuns;
    }

    [Fact]
    public async Task A_host_that_is_started_again_goes_on_at_once()
    {
        var began = new TaskCompletionSource();
        using var killed = new CancellationTokenSource();
        var before = TurnsOf("first").RunAsync(token => DetectAsync(began, token), killed.Token);
        await began.Task;

        var again = new TaskCompletionSource();
        await TurnsOf("first").RunAsync(_ => { again.SetResult(); return Task.CompletedTask; }, default);

        again.Task.IsCompleted.Should().BeTrue();
        await killed.CancelAsync();
        await FluentActions.Awaiting(() => before).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_host_that_stood_still_writes_nothing_more_in_its_turn_and_stops_detecting()
    {
        var (first, second) = (new RedisStateStore(_link), new RedisStateStore(_link));
        using var stopping = new CancellationTokenSource();
        var (firstBegan, secondBegan) = (new TaskCompletionSource(), new TaskCompletionSource());
        var firstRuns = new RedisTurns(first, "first", TimeProvider.System).RunAsync(token => DetectAsync(firstBegan, token), default);
        await firstBegan.Task;
        await WriteAsync(first, "before", isOfTurn: true);

        // Its time is over, and it has not looked since.
        await _link.RunAsync("DEL", default, Turn);
        await WriteAsync(first, "nobody came", isOfTurn: true);
        await _link.RunAsync("DEL", default, Turn);
        var secondRuns = new RedisTurns(second, "second", TimeProvider.System).RunAsync(token => DetectAsync(secondBegan, token), stopping.Token);
        await secondBegan.Task;
        await WriteAsync(second, "in its place", isOfTurn: true);
        await FluentActions.Awaiting(() => WriteAsync(first, "too late", isOfTurn: true)).Should().ThrowAsync<StorageException>().WithMessage("*another host detects*");
        await WriteAsync(first, "as any worker", isOfTurn: false);
        (await KeptAsync(second)).Should().Be("as any worker");

        await FluentActions.Awaiting(() => firstRuns).Should().ThrowAsync<TurnLostException>();
        ((string)await _link.RunAsync("GET", default, Turn)).Should().Be("second", "it is not its turn to give back");
        await FluentActions.Awaiting(() => WriteAsync(first, "after its turn", isOfTurn: true)).Should().ThrowAsync<StorageException>();
        await WriteAsync(second, "still", isOfTurn: true);
        (await KeptAsync(first)).Should().Be("still");
        await stopping.CancelAsync();
        await FluentActions.Awaiting(() => secondRuns).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_process_that_takes_no_turns_writes_what_it_likes()
    {
        var alone = new RedisStateStore(_link);
        await WriteAsync(alone, "imported", isOfTurn: true);
        (await KeptAsync(alone)).Should().Be("imported");
    }

    private RedisTurns TurnsOf(string worker) => new(new RedisStateStore(_link), worker, TimeProvider.System);

    private static async Task DetectAsync(TaskCompletionSource began, CancellationToken cancellationToken)
    {
        began.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private static async Task WriteAsync(RedisStateStore store, string text, bool isOfTurn) =>
        (await store.CommitAsync(new StateChange { IsOfTurn = isOfTurn, Facts = [KeyValuePair.Create("test:who", Encoding.UTF8.GetBytes(text))] }, default)).Should().BeTrue();

    private static async Task<string> KeptAsync(RedisStateStore store) => Encoding.UTF8.GetString((await store.FactAsync("test:who", default))!);
}

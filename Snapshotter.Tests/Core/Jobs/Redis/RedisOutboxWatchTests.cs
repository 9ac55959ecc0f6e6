using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs.Redis;

/// <summary>How who sends submissions learns of those of other hosts.</summary>
public sealed class RedisOutboxWatchTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly OutboxEntry Queued = new(1, "a", Cid.Parse("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_another_host_puts_into_the_outbox_is_told_at_once(bool isResultOfJob)
    {
        await using var world = await World.StartAsync(redis);
        if (isResultOfJob)
        {
            await world.Worker.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "s", "submit")] }, default);
            var job = (await world.Worker.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
            await world.Worker.Queue.CompleteAsync(job, new StateChange { Outbox = [Queued] }, TimeSpan.FromMinutes(1), default);
        }
        else
        {
            await world.Worker.State.CommitAsync(new StateChange { Outbox = [Queued] }, default);
        }

        await world.Signal.WaitAsync(default).WaitAsync(Patience.Long);
    }

    [Fact]
    public async Task What_was_not_heard_is_looked_for_now_and_then()
    {
        await using var world = await World.StartAsync(redis);
        for (var i = 0; i < 3; i++)
        {
            world.Time.Advance(RedisOutboxWatch.LongestWait);
            await world.Signal.WaitAsync(default).WaitAsync(Patience.Long);
            await world.Time.TimersAsync(1);
        }
    }

    [Fact]
    public async Task What_became_of_submissions_is_no_news_for_who_sends_them()
    {
        await using var world = await World.StartAsync(redis);
        var heard = new List<string>();
        var last = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await world.Worker.Link.ListenAsync(news =>
        {
            lock (heard) heard.Add(news);
            if (news == "queued") last.TrySetResult();
        });

        await world.Worker.State.CommitAsync(new StateChange { Outbox = [Queued with { State = OutboxState.Signed }] }, default);
        await world.Worker.State.CommitAsync(new StateChange { Outbox = [Queued with { State = OutboxState.Delivered }] }, default);
        await world.Worker.State.CommitAsync(new StateChange { Outbox = [Queued] }, default);
        await world.Worker.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1, "last")] }, default);

        await last.Task.WaitAsync(Patience.Long);
        heard.Should().Equal("queued");
    }

    /// <summary>A host that sends, whose clock stands still, and a worker beside it.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly RedisStores _detector;
        private readonly Task _running;

        private World(RedisStores detector, RedisStores worker)
        {
            _detector = detector;
            Worker = worker;
            _running = new RedisOutboxWatch(detector.Link, Signal, Time).RunAsync(_stopping.Token);
        }

        public RedisStores Worker { get; }

        public OutboxSignal Signal { get; } = new();

        public FakeTime Time { get; } = new();

        public static async Task<World> StartAsync(SharedRedis redis)
        {
            var options = redis.Server.NextDatabase();
            var world = new World(new RedisStores(options, "detector"), new RedisStores(options, "worker"));
            await world.Time.TimersAsync(1);
            // What was there before it listened.
            await world.Signal.WaitAsync(default).WaitAsync(Patience.Long);
            return world;
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Worker.DisposeAsync();
            await _detector.DisposeAsync();
            Signal.Dispose();
            _stopping.Dispose();
        }
    }
}

using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs.Redis;

/// <summary>How a host learns of the epochs that others work on.</summary>
public sealed class RedisEpochWatchTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    [Fact]
    public async Task An_end_that_others_tell_of_is_known_at_once_and_only_that_epoch_is_asked_for()
    {
        await using var world = await World.StartAsync(redis, 1, 2);
        world.Tracker.Open.Should().BeEquivalentTo([1L, 2L]);
        await world.ReleaseAsync(3);

        await world.EndAsync(1);
        await world.Tracker.WaitForEndAsync(1, default).WaitAsync(Patience.Long);

        world.Tracker.Open.Should().Equal([2], "what is open beside it is looked at every few seconds");
        world.Progress.Now.Released!.Epoch.Id.Should().Be(3);
        await world.LookAsync(() => world.Tracker.IsOpen(3));
        await world.EndAsync(3);
        await world.Tracker.WaitForEndAsync(3, default).WaitAsync(Patience.Long);
    }

    [Fact]
    public async Task An_end_that_was_not_heard_is_found_by_looking()
    {
        await using var world = await World.StartAsync(redis, 1, 2);
        // It is told while this host completes a job of the epoch itself, and so passed over.
        using (world.Completing.Begin(1))
        {
            await world.EndAsync(1);
            await world.EndAsync(2);
            await world.Tracker.WaitForEndAsync(2, default).WaitAsync(Patience.Long);
        }

        world.Tracker.Open.Should().Equal(1);

        await world.LookAsync(() => !world.Tracker.IsOpen(1));
    }

    /// <summary>A host that watches, whose clock stands still, and a worker beside it.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly FakeTime _time = new();
        private readonly Dictionary<long, Job> _jobs = [];
        private readonly RedisLink _link;
        private readonly RedisStateStore _state;
        private readonly RedisJobQueue _queue;
        private readonly RedisStores _worker;
        private readonly RedisEpochWatch _watch;
        private Task _running = Task.CompletedTask;

        private World(RedisOptions options)
        {
            var time = new SteadyTime(_time);
            _link = RedisLink.Open(options, null, TimeProvider.System);
            _state = new RedisStateStore(_link, time);
            _queue = new RedisJobQueue(_state, "watching", time);
            _worker = new RedisStores(options);
            var (jobs, roles) = (new JobOptions(), new RoleOptions());
            var own = new OwnSign(new JobJournal(time, NullLogger<JobJournal>.Instance), new JobSlots(jobs), jobs, roles, time);
            (Tracker, Progress) = (new EpochTracker(_queue), new PipelineProgress(time));
            _watch = new RedisEpochWatch(_state, _queue, new RedisWorkers(_state, own, "watching", jobs), new LiveHosts(roles), Tracker, Progress, _time);
        }

        public EpochTracker Tracker { get; }

        public PipelineProgress Progress { get; }

        public CompletingEpochs Completing => _state.Completing;

        public static async Task<World> StartAsync(SharedRedis redis, params long[] epochIds)
        {
            var world = new World(redis.Server.NextDatabase());
            foreach (var epochId in epochIds) await world.ReleaseAsync(epochId);
            world._running = world._watch.RunAsync(world._stopping.Token);
            await world._time.TimersAsync(1).WaitAsync(Patience.Long);
            return world;
        }

        /// <summary>Another host releases an epoch and takes its job.</summary>
        public async Task ReleaseAsync(long epochId)
        {
            await _worker.State.CommitAsync(new StateChange { Released = [Make.Released(epochId)], Enqueued = [Make.Job(epochId)] }, default);
            _jobs.Add(epochId, (await _worker.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single());
        }

        /// <summary>That host completes it.</summary>
        public async Task EndAsync(long epochId) => await _worker.State.CommitAsync(new StateChange().Completing(_jobs[epochId]), default);

        /// <summary>Lets the time pass after which it looks.</summary>
        public async Task LookAsync(Func<bool> hasSeen)
        {
            await _time.TimersAsync(1).WaitAsync(Patience.Long);
            _time.Advance(TimeSpan.FromSeconds(5));
            await Patience.UntilAsync(hasSeen);
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _watch.Dispose();
            await _worker.DisposeAsync();
            _queue.Dispose();
            await _state.DisposeAsync();
            await _link.DisposeAsync();
            _stopping.Dispose();
        }
    }
}

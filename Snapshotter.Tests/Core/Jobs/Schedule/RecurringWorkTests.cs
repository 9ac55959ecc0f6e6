using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs.Schedule;

/// <summary>What operators do to recurring work, on one host or many.</summary>
public sealed class RecurringWorkTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private const string Never = "0 0 0 1 1 ? 2090";
    private const string EverySecond = "* * * * * ?";

    [Fact]
    public async Task A_pause_is_told_with_its_time_and_holds_over_a_restart_until_it_is_resumed()
    {
        await using var stores = new SqliteStores();
        await using (var host = await RecurringHost.StartAsync(stores, Never))
        {
            var line = await host.LineAsync("keep-up");
            (line.IsPaused, line.LastAt).Should().Be((false, null));
            (await host.Work.ActAsync("keep-up", RecurringAction.Pause, line.Version, default)).Should().BeTrue();
            (await host.Work.ActAsync("keep-up", RecurringAction.Pause, line.Version, default)).Should().BeFalse("it is not as it was seen");
        }

        await stores.ReopenAsync();
        await using (var host = await RecurringHost.StartAsync(stores, Never))
        {
            var line = await host.LineAsync("keep-up");
            line.PausedSince.Should().NotBeNull().And.Be((await host.LineAsync("keep-up")).PausedSince);
            (await host.LineAsync("prune")).IsPaused.Should().BeFalse();
            (await host.Work.ActAsync("keep-up", RecurringAction.Resume, line.Version, default)).Should().BeTrue();
            (await host.LineAsync("keep-up")).IsPaused.Should().BeFalse();
        }
    }

    [Fact]
    public async Task Paused_work_is_not_done_by_its_schedule_but_when_it_is_triggered()
    {
        await using var stores = new SqliteStores();
        var state = new AskedState(stores.State);
        await using var host = await RecurringHost.StartAsync(stores, EverySecond, state: state);
        await host.Upkeep.NextAsync();
        (await host.Work.ActAsync("keep-up", RecurringAction.Pause, (await host.LineAsync("keep-up")).Version, default)).Should().BeTrue();

        // Whoever comes due asks whether it is paused. The first one may have asked before it was; it has ended when the next one asks.
        state.Drain();
        await state.AskedAsync();
        await state.AskedAsync();
        host.Upkeep.Drain();
        await state.AskedAsync();
        await state.AskedAsync();
        host.Upkeep.Drain().Should().Be(0);
        var paused = await host.LineAsync("keep-up");
        (await host.Work.ActAsync("keep-up", RecurringAction.Trigger, paused.Version, default)).Should().BeTrue();
        await host.Upkeep.NextAsync();
        (await host.Work.ActAsync("keep-up", RecurringAction.Trigger, paused.Version, default)).Should().BeFalse("a click that comes twice fires once");
        (await host.Work.ActAsync("keep-up", RecurringAction.Resume, (await host.LineAsync("keep-up")).Version, default)).Should().BeTrue();
        await host.Upkeep.NextAsync();
    }

    [Fact]
    public async Task A_pause_holds_for_all_hosts_of_a_redis_and_a_trigger_fires_on_one_of_them()
    {
        var options = redis.Server.NextDatabase();
        await using var first = new RedisStores(options, "first");
        await using var second = new RedisStores(options, "second");
        await using var one = await RecurringHost.StartAsync(first, Never, new RedisTurns(new RedisStateStore(first.Link), "first", TimeProvider.System));
        await using var other = await RecurringHost.StartAsync(second, Never, new RedisTurns(new RedisStateStore(second.Link), "second", TimeProvider.System), upkeep: one.Upkeep);

        (await one.Work.ActAsync("keep-up", RecurringAction.Pause, (await other.LineAsync("keep-up")).Version, default)).Should().BeTrue();
        var line = await other.LineAsync("keep-up");
        line.PausedSince.Should().NotBeNull().And.Be((await one.LineAsync("keep-up")).PausedSince);

        for (var turn = 0; turn < 5; turn++)
        {
            var seen = (await one.LineAsync("keep-up")).Version;
            var fired = await Task.WhenAll(new[] { one, other, one, other }.Select(host => Task.Run(async () => await host.Work.ActAsync("keep-up", RecurringAction.Trigger, seen, default))));
            fired.Count(static isFired => isFired).Should().Be(1);
            await one.Upkeep.NextAsync();
        }

        (await other.Work.ActAsync("keep-up", RecurringAction.Resume, (await one.LineAsync("keep-up")).Version, default)).Should().BeTrue();
        (await one.LineAsync("keep-up")).IsPaused.Should().BeFalse();
    }

    private sealed class RecurringHost(IHost host, CountedUpkeep upkeep) : IAsyncDisposable
    {
        public CountedUpkeep Upkeep => upkeep;

        public IRecurringWork Work { get; } = host.Services.GetRequiredService<IRecurringWork>();

        public static async Task<RecurringHost> StartAsync(IStores stores, string cron, IRecurringTurns? turns = null, CountedUpkeep? upkeep = null, IStateStore? state = null)
        {
            upkeep ??= new CountedUpkeep();
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Logging.ClearProviders();
            if (turns is not null) builder.Services.AddSingleton(turns);
            builder.Services.AddSingleton(state ?? stores.State).AddSingleton(stores.Content).AddSingleton(stores.Queue).AddSingleton<IStoreUpkeep>(upkeep)
                .AddSingleton(new RetentionOptions { KeepEpochs = 300 }).AddSingleton<Pruner>()
                .AddMaintenance(new MaintenanceOptions { Prune = Never, KeepUp = cron });
            var host = builder.Build();
            await host.StartAsync();
            return new RecurringHost(host, upkeep);
        }

        public async Task<RecurringLine> LineAsync(string name) => (await Work.ListAsync(default)).Single(line => line.Name == name);

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    /// <summary>Tells when somebody asks whether the upkeep is paused.</summary>
    private sealed class AskedState(IStateStore inner) : DelegatingState(inner)
    {
        private readonly Channel<bool> _asked = Channel.CreateUnbounded<bool>();

        public async Task AskedAsync() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(Patience.Long);

        public void Drain()
        {
            while (_asked.Reader.TryRead(out _))
            {
            }
        }

        public override async ValueTask<byte[]?> FactAsync(string key, CancellationToken cancellationToken)
        {
            var fact = await base.FactAsync(key, cancellationToken);
            if (key == "operator/recurring/keep-up/paused-since") _asked.Writer.TryWrite(true);
            return fact;
        }
    }

    private sealed class CountedUpkeep : IStoreUpkeep
    {
        private readonly Channel<bool> _turns = Channel.CreateUnbounded<bool>();

        public async Task NextAsync() => await _turns.Reader.ReadAsync().AsTask().WaitAsync(Patience.Long);

        /// <summary>How often it was done and not yet waited for.</summary>
        public int Drain()
        {
            var count = 0;
            while (_turns.Reader.TryRead(out _)) count++;
            return count;
        }

        public async ValueTask KeepUpAsync(CancellationToken cancellationToken) => await _turns.Writer.WriteAsync(true, cancellationToken);
    }
}

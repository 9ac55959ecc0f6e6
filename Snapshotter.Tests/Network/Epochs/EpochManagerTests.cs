using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Network.Epochs;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Network.Epochs;

/// <summary>Which epochs are released when, over a recorded source chain of blocks 501 to 1140.</summary>
public sealed class EpochManagerTests
{
    private static readonly EpochManagerOptions Options = new() { EpochSize = 10, HeadOffset = 2, FirstBlock = 501, PollingInterval = TimeSpan.FromSeconds(1), ReleaseInterval = TimeSpan.Zero };

    [Fact]
    public async Task Epochs_are_released_in_order_up_to_the_offset_below_the_head()
    {
        await using var bench = await Bench.StartAsync(head: 531);
        var running = bench.RunAsync(Options);
        await bench.UntilIdleAsync();
        bench.Ledger.Epochs.Should().Equal((501, 510), (511, 520));
        bench.Head.Block = 532;
        await bench.ReleasedAsync(3);
        bench.Ledger.Epochs[^1].Should().Be((521, 530));
        await bench.StopAsync(running);
    }

    [Fact]
    public async Task Catching_up_is_one_release_an_interval()
    {
        await using var bench = await Bench.StartAsync(head: 600);
        var running = bench.RunAsync(Options with { ReleaseInterval = TimeSpan.FromSeconds(5) });
        await bench.UntilIdleAsync();
        bench.Ledger.Epochs.Should().HaveCount(1);
        bench.Time.Advance(TimeSpan.FromSeconds(4.9));
        bench.Ledger.Epochs.Should().HaveCount(1);
        bench.Time.Advance(TimeSpan.FromSeconds(0.1));
        await bench.Ledger.Released.ReadAsync();
        await bench.Ledger.Released.ReadAsync();
        bench.Ledger.Epochs.Should().Equal((501, 510), (511, 520));
        await bench.StopAsync(running);
    }

    [Fact]
    public async Task A_release_whose_receipt_got_lost_is_not_made_again()
    {
        await using var bench = await Bench.StartAsync(head: 522);
        bench.Ledger.LoseNextReceipt = new RpcException(new RpcError(RpcErrorKind.Reverted, "anchor", "eth_sendRawTransaction", 1, "The connection broke.", null, default));
        var running = bench.RunAsync(Options);
        await bench.ReleasedAsync(2);
        bench.Ledger.Epochs.Should().Equal((501, 510), (511, 520));
        await bench.StopAsync(running);
    }

    [Fact]
    public async Task A_new_start_goes_on_where_the_contract_is()
    {
        await using var bench = await Bench.StartAsync(head: 540);
        bench.Ledger.Epochs.Add((501, 510));
        var running = bench.RunAsync(Options with { FirstBlock = 100, Limit = 3 });
        await bench.Time.AdvanceUntilAsync(running);
        bench.Ledger.Epochs.Should().Equal((501, 510), (511, 520), (521, 530));
    }

    [Fact]
    public async Task Without_a_first_block_the_first_epoch_ends_at_the_offset_below_the_head()
    {
        await using var bench = await Bench.StartAsync(head: 777);
        await bench.Time.AdvanceUntilAsync(bench.RunAsync(Options with { FirstBlock = null, Limit = 1 }));
        bench.Ledger.Epochs.Should().Equal((766, 775));
    }

    [Fact]
    public async Task What_is_released_what_waits_and_what_fails_is_measured()
    {
        await using var bench = await Bench.StartAsync(head: 535);
        var measured = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            // Managers of other tests have instruments of the same names.
            if (bench.Meter.Owns(instrument)) measured.AddOrUpdate(instrument.Name, value, (_, sum) => instrument is ObservableGauge<long> ? value : sum + value);
        });
        listener.Start();
        bench.Ledger.LoseNextReceipt = new RpcException(new RpcError(RpcErrorKind.Unreachable, "anchor", "eth_call", 1, "The connection broke.", null, default));
        var running = bench.RunAsync(Options);
        await bench.ReleasedAsync(3);
        await bench.UntilIdleAsync();
        listener.RecordObservableInstruments();

        measured.Should().Equal(new Dictionary<string, long>
        {
            ["snapshotter.epoch_manager.failures"] = 1,
            ["snapshotter.epoch_manager.released"] = 2,
            ["snapshotter.epoch_manager.behind"] = 3,
        });
        await bench.StopAsync(running);
    }

    private sealed class Bench : IAsyncDisposable
    {
        private readonly RecordedChainHost _source;
        private readonly RpcClient _rpc;
        private readonly CancellationTokenSource _stopping = new();
        private EpochManagerMetrics? _metrics;

        private Bench(RecordedChainHost source, MovableHead head)
        {
            _source = source;
            Head = head;
            _rpc = new RpcClient(new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = source.Url.AbsoluteUri } } }, TimeProvider.System, NullLogger.Instance);
        }

        public FakeTime Time { get; } = new();

        public NodeMeter Meter { get; } = new();

        public EpochManagerMetrics Metrics => _metrics ??= new EpochManagerMetrics(Meter);

        public ScriptedLedger Ledger { get; } = new();

        public MovableHead Head { get; }

        public static async Task<Bench> StartAsync(long head)
        {
            var movable = new MovableHead { Block = head };
            return new Bench(await RecordedChainHost.StartAsync(RecordedChain.Load(Repository.Golden("chain")), movable, 0, default), movable);
        }

        public Task RunAsync(EpochManagerOptions options) => new EpochManager(_rpc, Ledger, options, Metrics, Time, NullLogger<EpochManager>.Instance).RunAsync(_stopping.Token);

        /// <summary>Completes when the manager waits.</summary>
        public Task UntilIdleAsync() => Time.TimersAsync(1);

        public async Task ReleasedAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var next = Ledger.Released.ReadAsync().AsTask();
                await Time.AdvanceUntilAsync(next);
            }
        }

        public async Task StopAsync(Task running)
        {
            await _stopping.CancelAsync();
            await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        }

        public async ValueTask DisposeAsync()
        {
            _rpc.Dispose();
            Meter.Dispose();
            await _source.DisposeAsync();
            _stopping.Dispose();
        }
    }

    private sealed class MovableHead : IChainHead
    {
        private long _block;

        public long Block
        {
            get => Volatile.Read(ref _block);
            set => Volatile.Write(ref _block, value);
        }

        public long Number => Block;
    }
}

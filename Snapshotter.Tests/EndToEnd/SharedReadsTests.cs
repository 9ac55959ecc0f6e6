using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Core;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Redis;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>What many hosts cost the source chain.</summary>
public sealed class SharedReadsTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private const int Epochs = 64;

    /// <summary>By then everybody knows of everybody, and a while later of what the processors ask for.</summary>
    private const int Met = 8;

    private const int Steady = 24;

    [Fact]
    public async Task An_epoch_costs_one_request_of_eleven_calls_however_many_hosts_work_on_it()
    {
        using var folder = new TemporaryFolder();
        var head = new Head { Number = LastBlockOf(Met) };
        await using var source = await RecordedChainHost.StartAsync(RecordedWorld.Golden.Chain, head, 0, default);
        var options = redis.Server.NextDatabase();
        await using var hosts = new Hosts(folder, source.Url, options);
        var detector = hosts.Start("detector", isDetector: true);
        var workers = Enumerable.Range(1, 2).Select(number => hosts.Start($"worker{number}", isDetector: false)).ToArray();

        await Patience.UntilAsync(() => detector.GetRequiredService<LiveHosts>().Workers == 2 && workers.All(static worker => worker.GetRequiredService<LiveHosts>().HasOthers));
        head.Number = LastBlockOf(Epochs);
        await Patience.UntilAsync(() => detector.GetRequiredService<PipelineProgress>().Now.EndedEpoch == Epochs);

        for (var epochId = Steady; epochId <= Epochs; epochId++)
        {
            var read = detector.GetRequiredService<RequestLedger>().Of(epochId);
            (read.HttpRequests, read.TotalCalls).Should().Be((1, 11), $"the detector read epoch {epochId}");
            workers.Sum(worker => worker.GetRequiredService<RequestLedger>().Of(epochId).HttpRequests).Should().Be(0, $"the workers were given epoch {epochId}");
        }
    }

    private static long LastBlockOf(int epochs) => 500 + (10 * epochs);

    private sealed class Head : IChainHead
    {
        private long _number;

        public long Number
        {
            get => Interlocked.Read(ref _number);
            set => Interlocked.Exchange(ref _number, value);
        }
    }

    /// <summary>Hosts wired as the node wires them, each with its own connection, memory and ledger.</summary>
    private sealed class Hosts(TemporaryFolder folder, Uri source, RedisOptions options) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly List<(ServiceProvider Services, DataFolder Data, Task Running)> _started = [];

        public ServiceProvider Start(string name, bool isDetector)
        {
            var data = DataFolder.Hold(folder.PathOf(name));
            var services = RedisNode.Wire(
                options, source, Epochs, data,
                new Dictionary<string, string?> { ["Epochs:PollingInterval"] = "00:00:00.050", ["Jobs:Lease"] = "00:00:03", ["Roles:Detector"] = $"{isDetector}", ["Roles:Worker"] = $"{!isDetector}" },
                static link => new RedisContentStore(link), TimeProvider.System);
            _started.Add((services, data, services.GetRequiredService<Pipeline>().RunAsync(_stopping.Token)));
            return services;
        }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            foreach (var (services, data, running) in _started)
            {
                await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await services.DisposeAsync();
                data.Dispose();
            }

            _stopping.Dispose();
        }
    }
}

using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Api.Replay.Timelines;
using Snapshotter.Api.Settings;
using Snapshotter.Core;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.Replay;

/// <summary>
/// Pushes a chain through the whole pipeline as fast as it goes, over real HTTP, and writes what came out. A replay that was cut off
/// goes on where it was when it is started again with the same arguments.
/// </summary>
public sealed class ReplayRunner(ReplayOptions options, NodeOptions settings, Action<ILoggingBuilder> logging)
{
    private string StateFolder => Path.Combine(options.OutFolder, "state");

    /// <summary>Runs to the end.</summary>
    /// <param name="onEpochEnded">Told the number of epochs that ended and the number there are.</param>
    /// <param name="cancellationToken">Stops the replay; it can go on later.</param>
    /// <returns>The number of epochs.</returns>
    public async Task<long> RunAsync(Action<long, long> onEpochEnded, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.OutFolder);
        ReplayMarker.Prepare(StateFolder, options);
        var (_, plan, notes) = NodeConfigurationLoader.Load(options.ConfigFolder, settings.Modules);
        await using var source = await OpenSourceAsync(cancellationToken);
        var timeline = options.Timeline is { } file ? Timeline.Read(file) : null;
        var epochs = timeline?.LastEpochId ?? CountEpochs(source.LastBlock);

        using var folder = DataFolder.Hold(StateFolder);
        await using var services = new ServiceCollection()
            .AddLogging(logging)
            .AddSingleton(_ => new RequestLedger(checked((int)Math.Min(epochs + 1, int.MaxValue))))
            .AddTimeline(timeline)
            .AddNode(SettingsFor(source, epochs), plan, folder)
            .BuildServiceProvider();
        LogNotes(services, notes);

        var tracker = services.GetRequiredService<EpochTracker>();
        tracker.EpochEnded += epochId => onEpochEnded(epochId, epochs);
        await services.GetRequiredService<Pipeline>().RunAsync(cancellationToken);
        await WriteResultsAsync(services, plan, epochs, cancellationToken);
        return epochs;
    }

    private static void LogNotes(ServiceProvider services, IReadOnlyList<string> notes)
    {
        var logger = services.GetRequiredService<ILogger<ReplayRunner>>();
        foreach (var note in notes) HostingLog.Note(logger, note);
    }

    private async Task<ReplaySource> OpenSourceAsync(CancellationToken cancellationToken)
    {
        if (options.ChainFolder is { } folder)
        {
            var chain = RecordedChain.Load(folder);
            if (options.FirstBlock < chain.First || options.FirstBlock + options.EpochSize - 1 > chain.Last)
            {
                throw new UserException($"--first-block {options.FirstBlock}: the recording holds blocks {chain.First} to {chain.Last}, and epoch 1 must lie in it.");
            }

            var host = await RecordedChainHost.StartAsync(chain, FixedHead.AllOf(chain), 0, cancellationToken);
            return new ReplaySource(host.Url.AbsoluteUri, chain.Last, host);
        }

        if (options.Epochs is null) throw new UserException("--epochs N is needed with --rpc: a live chain has no end.");
        return new ReplaySource(options.RpcUrl!, options.FirstBlock + (options.Epochs.Value * options.EpochSize) - 1, null);
    }

    private long CountEpochs(long lastBlock)
    {
        var whole = (lastBlock - options.FirstBlock + 1) / options.EpochSize;
        return options.Epochs is { } wanted ? Math.Min(wanted, whole) : whole;
    }

    private NodeOptions SettingsFor(ReplaySource source, long epochs)
    {
        var rpc = settings.Rpc;
        rpc.Endpoints.Clear();
        rpc.Endpoints.Add(new RpcEndpointOptions { Url = source.Url, Alias = "replay" });
        return settings with
        {
            Epochs = settings.Epochs with
            {
                Size = options.EpochSize,
                FirstBlock = options.FirstBlock,
                HeadOffset = 0,
                Limit = epochs,
                LastBlock = source.LastBlock,
                BlockTimeSeconds = Math.Max(1, (int)options.SourceBlockTime),
            },
            SourceChain = settings.SourceChain with { DeriveFromLogs = options.DeriveFromLogs },
        };
    }

    private async Task WriteResultsAsync(ServiceProvider services, ProjectPlan plan, long epochs, CancellationToken cancellationToken)
    {
        await using (var snapshots = File.Create(Path.Combine(options.OutFolder, "snapshots.jsonl")))
        {
            await SnapshotLines.WriteAsync(
                snapshots, plan, services.GetRequiredService<IStateStore>(), services.GetRequiredService<IContentStore>(), epochs, cancellationToken);
        }

        await using (var requests = File.Create(Path.Combine(options.OutFolder, "rpc.json")))
        {
            await RequestLines.WriteAsync(requests, services.GetRequiredService<RequestLedger>(), epochs);
        }

        ReplayMarker.Finish(StateFolder);
    }

    private sealed record ReplaySource(string Url, long LastBlock, RecordedChainHost? Host) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Host?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

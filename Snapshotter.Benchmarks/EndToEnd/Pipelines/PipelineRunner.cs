using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Settings;
using Snapshotter.Benchmarks.EndToEnd.Probes;
using Snapshotter.Core;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>Runs the node's own pipeline, wired as the node wires it, in this process over a fresh data folder.</summary>
internal static class PipelineRunner
{
    /// <summary>Runs all epochs.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="folder">An empty folder for the durable state.</param>
    /// <param name="probes">Where the time of the parts is counted, or null to leave the pipeline untouched.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="InvalidOperationException">An epoch ended without all of its snapshots: there is nothing to measure.</exception>
    public static async Task<PipelineResult> RunAsync(PipelineJob job, string folder, PipelineProbes? probes, CancellationToken cancellationToken)
    {
        using var data = DataFolder.Hold(folder);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(_ => new RequestLedger(checked((int)job.Epochs + 1)))
            .AddNode(SettingsFor(job), probes?.Wrap(job.Plan) ?? job.Plan, data);
        probes?.Wrap(services);
        await using var provider = services.BuildServiceProvider();

        var ends = new List<EpochMark>(checked((int)job.Epochs));
        provider.GetRequiredService<EpochTracker>().EpochEnded += epochId =>
        {
            lock (ends) ends.Add(EpochMark.Now(epochId));
            if (epochId == 1) probes?.Reset();
        };
        var started = EpochMark.Now(0);
        await provider.GetRequiredService<Pipeline>().RunAsync(cancellationToken);

        var ledger = provider.GetRequiredService<RequestLedger>();
        var costs = Enumerable.Range(1, (int)job.Epochs).Select(epochId => ledger.Of(epochId)).ToArray();
        return new PipelineResult(started, ends, costs, await CheckAsync(provider, job, cancellationToken));
    }

    private static async Task<long> CheckAsync(ServiceProvider provider, PipelineJob job, CancellationToken cancellationToken)
    {
        var store = provider.GetRequiredService<IStateStore>();
        string[] ids = [.. job.Plan.ProjectIds];
        var built = 0L;
        for (var epochId = 1L; epochId <= job.Epochs; epochId++)
        {
            var cids = await store.BuiltCidsAsync(epochId, ids, cancellationToken);
            if (cids.Any(static cid => cid is null)) throw new InvalidOperationException($"Epoch {epochId} ended without all of its {ids.Length} snapshots.");
            built += cids.Count;
        }

        return built;
    }

    private static NodeOptions SettingsFor(PipelineJob job)
    {
        var settings = SettingsLoader.Load(new Dictionary<string, string?>());
        settings.Rpc.Endpoints.Clear();
        settings.Rpc.Endpoints.Add(new RpcEndpointOptions { Url = job.Url, Alias = "benchmark" });
        return settings with
        {
            Epochs = new EpochOptions
            {
                Size = job.EpochSize,
                FirstBlock = job.FirstBlock,
                HeadOffset = 0,
                Limit = job.Epochs,
                LastBlock = job.FirstBlock + (job.Epochs * job.EpochSize) - 1,
                MaxInFlight = job.MaxInFlight ?? settings.Epochs.MaxInFlight,
            },
        };
    }
}

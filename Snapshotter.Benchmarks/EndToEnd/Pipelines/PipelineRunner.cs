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
        await using var provider = Wire(job, data, probes);

        var ends = new List<EpochMark>(checked((int)job.Epochs));
        provider.GetRequiredService<EpochTracker>().EpochEnded += epochId =>
        {
            lock (ends) ends.Add(EpochMark.Now(epochId));
            if (epochId == 1) probes?.Reset();
        };
        var started = EpochMark.Now(0);
        await using (job.Retention is null ? null : new RepeatedPruning(provider.GetRequiredService<Pruner>(), cancellationToken))
        {
            await provider.GetRequiredService<Pipeline>().RunAsync(cancellationToken);
        }

        // The node counts for the latest epochs only; a longer run says nothing of the others.
        var ledger = provider.GetRequiredService<RequestLedger>();
        var first = Math.Max(1, job.Epochs - RequestLedger.DefaultKeep + 1);
        RequestCount[] costs = [.. Enumerable.Range((int)first, (int)(job.Epochs - first + 1)).Select(epochId => ledger.Of(epochId))];
        return new PipelineResult(started, ends, costs, await CheckAsync(provider, job, cancellationToken));
    }

    /// <summary>The node's services over a data folder.</summary>
    public static ServiceProvider Wire(PipelineJob job, DataFolder data, PipelineProbes? probes = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddNode(SettingsFor(job), probes?.Wrap(job.Plan) ?? job.Plan, data);
        probes?.Wrap(services);
        return services.BuildServiceProvider();
    }

    private static async Task<long> CheckAsync(ServiceProvider provider, PipelineJob job, CancellationToken cancellationToken)
    {
        var store = provider.GetRequiredService<IStateStore>();
        string[] ids = [.. job.Plan.ProjectIds];
        var built = 0L;
        var first = job.Retention is { } retention ? Math.Max(1, job.Epochs - retention.KeepEpochs + 1) : 1;
        for (var epochId = first; epochId <= job.Epochs; epochId++)
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
            Retention = job.Retention ?? settings.Retention,
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

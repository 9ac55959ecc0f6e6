using System.Globalization;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Probes;
using Snapshotter.Benchmarks.EndToEnd.Reporting;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>A thousand pairs: what grows with the number of projects, and what must not.</summary>
internal static class SyntheticPipelineMeasure
{
    private const int Pairs = 1000;
    private const int TradesPerBlock = 150;

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var epochs = context.Quick ? 16 : 64;
        var options = new SyntheticChainOptions(Pairs, epochs * SyntheticSource.EpochSize) { TradesPerBlock = TradesPerBlock, ReservesEvery = epochs * SyntheticSource.EpochSize };
        await using var source = await SyntheticSource.StartAsync(context, options, cancellationToken);
        var job = source.Job;

        await PipelineRunner.RunAsync(job, context.Work.Create("synthetic"), null, cancellationToken);
        var runs = new PipelineResult[3];
        for (var i = 0; i < runs.Length; i++) runs[i] = await PipelineRunner.RunAsync(job, context.Work.Create("synthetic"), null, cancellationToken);
        var probes = new PipelineProbes();
        await PipelineRunner.RunAsync(job with { MaxInFlight = 1 }, context.Work.Create("synthetic"), probes, cancellationToken);

        var ms = Statistics.Median(runs.Select(static run => run.SteadyMs));
        var note = string.Create(CultureInfo.InvariantCulture, $"median of {runs.Length} runs of {epochs} epochs with {TradesPerBlock * SyntheticSource.EpochSize} trades each");
        return
        [
            new("pairs1000.msPerEpoch", $"{Pairs} synthetic pairs, {job.SnapshotsPerEpoch} snapshots per epoch, durable", ms, "ms", note),
            new("pairs1000.snapshotsPerSecond", "the same as a rate", job.SnapshotsPerEpoch * 1000 / ms, "1/s"),
            new("pairs1000.cpuMsPerEpoch", "processor time of the node, all threads", Statistics.Median(runs.Select(static run => run.SteadyCpuMs)), "ms"),
            new("pairs1000.allocatedKbPerSnapshot", "memory the node allocates per snapshot", Statistics.Median(runs.Select(static run => run.SteadyAllocatedKb)) / job.SnapshotsPerEpoch, "kB"),
            new("pairs1000.requestsPerEpoch", "HTTP requests to the source chain", runs[^1].SteadyRequests, "", "must not grow with the number of pairs"),
            new("pairs1000.callsPerEpoch", "JSON-RPC calls in them", runs[^1].SteadyCalls, "", "must not grow with the number of pairs"),
            new("pairs1000.firstEpochMs", "the first epoch, which reads all constants", Statistics.Median(runs.Select(static run => run.FirstEpochMs)), "ms"),
            .. probes.Readings("pairs1000.part", epochs),
        ];
    }
}

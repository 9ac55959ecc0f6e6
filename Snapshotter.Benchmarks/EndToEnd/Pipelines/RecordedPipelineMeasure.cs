using System.Globalization;
using Snapshotter.Api.Hosting;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Probes;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Reporting;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>The seven pairs of the default configuration on the recorded chain, whose 64 epochs the original was measured on.</summary>
internal static class RecordedPipelineMeasure
{
    /// <summary>Seconds the original takes, warm, for one epoch of these 32 snapshots: 14 of pairs and 18 aggregates.</summary>
    private const double OriginalSecondsPerEpoch = 1.86;

    private const long FirstBlock = 501;
    private const int EpochSize = 10;
    private const long Epochs = 64;

    /// <summary>Until the code of an epoch is compiled for good, which a node that runs day and night has behind it after minutes.</summary>
    private const int Warmups = 12;

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        await using var server = await ChildServer.StartAsync("snapshotter.dll", ["serve-chain", "--chain", Checkout.GoldenChain, "--port", "0"], cancellationToken);
        var (_, plan, _) = NodeConfigurationLoader.Load(Checkout.DefaultConfig);
        var job = new PipelineJob(server.Url.AbsoluteUri, plan, FirstBlock, EpochSize, Epochs);

        var cold = await RunOnceAsync(null);
        for (var i = 0; i < Warmups; i++) await RunOnceAsync(null);
        var serverCpu = server.ProcessorTime;
        var runs = new PipelineResult[context.Quick ? 5 : 15];
        for (var i = 0; i < runs.Length; i++) runs[i] = await RunOnceAsync(null);
        var serverMs = (server.ProcessorTime - serverCpu).TotalMilliseconds / (runs.Length * Epochs);

        var probes = new PipelineProbes();
        await PipelineRunner.RunAsync(job with { MaxInFlight = 1 }, context.Work.Create("parts"), probes, cancellationToken);
        return [.. Readings(cold, runs, serverMs, job.SnapshotsPerEpoch), .. probes.Readings("default7.part", Epochs)];

        Task<PipelineResult> RunOnceAsync(PipelineProbes? with) => PipelineRunner.RunAsync(job, context.Work.Create("default7"), with, cancellationToken);
    }

    private static IEnumerable<Reading> Readings(PipelineResult cold, PipelineResult[] runs, double serverMs, int snapshots)
    {
        var ms = Statistics.Median(runs.Select(static run => run.SteadyMs));
        var median = string.Create(CultureInfo.InvariantCulture, $"median of {runs.Length} runs of {Epochs} epochs, best {runs.Min(static run => run.SteadyMs):0.00}, worst {runs.Max(static run => run.SteadyMs):0.00}");
        yield return new("default7.msPerEpoch", $"7 pairs, {snapshots} snapshots per epoch with aggregates, through the whole pipeline, durable", ms, "ms", median);
        yield return new("default7.factor", "the original's 1,860 ms per epoch, divided by this", OriginalSecondsPerEpoch * 1000 / ms, "times", "the goal is 200 (9.3 ms)");
        yield return new("default7.snapshotsPerSecond", "the same as a rate", snapshots * 1000 / ms, "1/s");
        yield return new("default7.cpuMsPerEpoch", "processor time of the node, all threads", Statistics.Median(runs.Select(static run => run.SteadyCpuMs)), "ms", "less disturbed by other load than the time above");
        yield return new("default7.serverCpuMsPerEpoch", "processor time of the chain's server, another process", serverMs, "ms", "part of the time above, not of the node");
        yield return new("default7.allocatedKbPerEpoch", "memory the node allocates", Statistics.Median(runs.Select(static run => run.SteadyAllocatedKb)), "kB");
        yield return new("default7.requestsPerEpoch", "HTTP requests to the source chain", runs[^1].SteadyRequests, "", "the original: 36 (23 at best)");
        yield return new("default7.callsPerEpoch", "JSON-RPC calls in them", runs[^1].SteadyCalls, "", "the original: 297 (167 at best)");
        yield return new("default7.firstEpochMs", "the first epoch of a warm process, which reads all constants", Statistics.Median(runs.Select(static run => run.FirstEpochMs)), "ms");
        yield return new("default7.coldFirstEpochMs", "the first epoch of a new process, compilation included", cold.FirstEpochMs, "ms");
        yield return new("default7.coldRequests", "HTTP requests of the first epoch", cold.Costs[0].HttpRequests, "", "the original: 292");
        yield return new("default7.coldCalls", "JSON-RPC calls of the first epoch", cold.Costs[0].TotalCalls, "", "the original: 553");
    }
}

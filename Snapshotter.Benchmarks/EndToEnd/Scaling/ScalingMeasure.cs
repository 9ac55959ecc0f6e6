using System.Globalization;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Pipelines;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Benchmarks.EndToEnd.Reporting;

namespace Snapshotter.Benchmarks.EndToEnd.Scaling;

/// <summary>
/// One, two and four workers on one Redis, in turn, over a source chain that answers slowly. Each is the real executable with the settings as they come, so that nothing is shared but
/// what hosts share. No worker waits for the chain, since the detector reads for all: it is processors that limit them, so that on a machine of few processors workers can only show what more of
/// them give when each is held to a small share, as if it had a slow machine to itself.
/// </summary>
internal static class ScalingMeasure
{
    private const int Pairs = 1000;
    private const int TradesPerBlock = 50;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly int[] Workers = [1, 2, 4];

    /// <summary>Workers that take as much of the machine as there is.</summary>
    public static Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken) =>
        RunAsync(context, [new("all", "as much of the machine as there is", null, HasAggregates: false, WarmingUp: 60, Settling: 16, Counted: 48)], cancellationToken);

    /// <summary>Workers that are held to a share of a processor.</summary>
    public static Task<IReadOnlyList<Reading>> RunHeldAsync(MeasureContext context, CancellationToken cancellationToken) => RunAsync(
        context,
        [
            new("held", "a tenth of a processor each", 0.1, HasAggregates: false, WarmingUp: 100, Settling: 16, Counted: 32),
            new("aggregates", "a tenth of a processor each, with aggregates", 0.1, HasAggregates: true, WarmingUp: 30, Settling: 2, Counted: 10),
        ],
        cancellationToken);

    private static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, ScalingKind[] kinds, CancellationToken cancellationToken)
    {
        var rounds = context.Quick ? 1 : 3;
        var readings = new List<Reading>();
        foreach (var kind in kinds)
        {
            if (kind.Share is not null && !ProcessorShare.IsPossible())
            {
                await context.Output.WriteLineAsync($"  {kind.Id} is left out: the machine does not let a process be held to a share of a processor (cgroups).");
                continue;
            }

            var options = new SyntheticChainOptions(Pairs, kind.Epochs * SyntheticSource.EpochSize) { TradesPerBlock = TradesPerBlock, ReservesEvery = SyntheticSource.EpochSize, HasAggregates = kind.HasAggregates };
            await using var source = await SyntheticSource.StartAsync(context, options, cancellationToken, Latency);
            readings.AddRange(Report(kind, await RunAsync(context, kind, source, rounds, cancellationToken), rounds));
        }

        return readings;
    }

    private static async Task<Dictionary<int, List<ScalingResult>>> RunAsync(MeasureContext context, ScalingKind kind, SyntheticSource source, int rounds, CancellationToken cancellationToken)
    {
        var runs = Workers.ToDictionary(static workers => workers, static _ => new List<ScalingResult>());
        for (var round = 1; round <= rounds; round++)
        {
            // In turn, so that what else the machine does falls on all of them.
            foreach (var workers in Workers)
            {
                await using var redis = await RedisServerProcess.StartAsync(context.Work.Create("redis"));
                var result = await new ScalingRun(context, kind, source, redis, workers).RunAsync(cancellationToken);
                runs[workers].Add(result);
                await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {kind.Id}, {workers} workers (load {MachineLoad.Read()}): {result.SnapshotsPerSecond,8:#,0} snapshots/s, {result.Shares}"));
            }
        }

        return runs;
    }

    private static IEnumerable<Reading> Report(ScalingKind kind, Dictionary<int, List<ScalingResult>> runs, int rounds)
    {
        foreach (var (workers, results) in runs)
        {
            var note = string.Create(CultureInfo.InvariantCulture, $"median of {rounds}; {Statistics.Median(results.Select(static run => run.BusyProcessors)):0.00} of {Environment.ProcessorCount} processors busy");
            yield return new($"scaling.{kind.Id}.{workers}.snapshotsPerSecond", $"{workers} workers, {kind.What}", Statistics.Median(results.Select(static run => run.SnapshotsPerSecond)), "1/s", note);
        }

        foreach (var workers in Workers.Skip(1))
        {
            var ratios = runs[workers].Zip(runs[Workers[0]]).Select(static pair => pair.First.SnapshotsPerSecond / pair.Second.SnapshotsPerSecond).ToArray();
            yield return new($"scaling.{kind.Id}.{workers}.ratio", "the same, over one worker", Statistics.Median(ratios), "", workers == 2 ? "the goal is 1.8 where processors are not the limit" : "the goal is 3 where processors are not the limit");
        }
    }
}

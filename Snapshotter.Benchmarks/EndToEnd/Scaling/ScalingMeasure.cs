using System.Globalization;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Pipelines;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Benchmarks.EndToEnd.Reporting;

namespace Snapshotter.Benchmarks.EndToEnd.Scaling;

/// <summary>
/// One, two and four workers on one Redis, in turn, over a source chain that answers slowly. Each is the real executable, so that nothing is shared but
/// what hosts share. Workers that run one job at a time wait for the chain most of the time, so that more of them can do more even on few processors;
/// workers as they come by default keep so many requests in flight that it is the processors which limit all of them together.
/// </summary>
internal static class ScalingMeasure
{
    private const int Pairs = 1000;
    private const int TradesPerBlock = 50;
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);
    private static readonly int[] Workers = [1, 2, 4];

    /// <summary>What is measured: how many jobs a worker runs at once, and what that stands for.</summary>
    private static readonly (int MaxConcurrent, string Id)[] Kinds = [(1, "waiting"), (8, "default")];

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var (rounds, epochs) = context.Quick ? (1, 48) : (3, 96);
        var options = new SyntheticChainOptions(Pairs, epochs * SyntheticSource.EpochSize) { TradesPerBlock = TradesPerBlock, ReservesEvery = SyntheticSource.EpochSize };
        await using var source = await SyntheticSource.StartAsync(context, options, cancellationToken, Latency);
        var readings = new List<Reading>();
        foreach (var (maxConcurrent, id) in Kinds)
        {
            var runs = Workers.ToDictionary(static workers => workers, static _ => new List<ScalingResult>());
            for (var round = 1; round <= rounds; round++)
            {
                // In turn, so that what else the machine does falls on all of them.
                foreach (var workers in Workers)
                {
                    await using var redis = await RedisServerProcess.StartAsync(context.Work.Create("redis"));
                    var result = await new ScalingRun(context, source, redis, workers, maxConcurrent).RunAsync(cancellationToken);
                    runs[workers].Add(result);
                    await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                        $"  {maxConcurrent} jobs at once, {workers} workers: {result.SnapshotsPerSecond,8:#,0} snapshots/s, {result.BusyProcessors:0.00} processors busy, {result.Shares}"));
                }
            }

            readings.AddRange(Report(id, maxConcurrent, runs, rounds));
        }

        return readings;
    }

    private static IEnumerable<Reading> Report(string id, int maxConcurrent, Dictionary<int, List<ScalingResult>> runs, int rounds)
    {
        foreach (var (workers, results) in runs)
        {
            var note = string.Create(CultureInfo.InvariantCulture, $"median of {rounds}; {Statistics.Median(results.Select(static run => run.BusyProcessors)):0.0} of {Environment.ProcessorCount} processors busy");
            yield return new($"scaling.{id}.{workers}.snapshotsPerSecond", $"{workers} workers that run up to {maxConcurrent} jobs at once", Statistics.Median(results.Select(static run => run.SnapshotsPerSecond)), "1/s", note);
        }

        foreach (var workers in Workers.Skip(1))
        {
            var ratios = runs[workers].Zip(runs[Workers[0]]).Select(static pair => pair.First.SnapshotsPerSecond / pair.Second.SnapshotsPerSecond).ToArray();
            yield return new($"scaling.{id}.{workers}.ratio", $"the same, over one worker", Statistics.Median(ratios), "", workers == 2 ? "the goal is 1.8 where the chain is what is waited for" : "the goal is 3 where the chain is what is waited for");
        }
    }
}

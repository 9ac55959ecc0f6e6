using System.Globalization;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Latency;
using Snapshotter.Benchmarks.EndToEnd.Pages;
using Snapshotter.Benchmarks.EndToEnd.Pipelines;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Benchmarks.EndToEnd.Rest;
using Snapshotter.Benchmarks.EndToEnd.Scaling;
using Snapshotter.Benchmarks.EndToEnd.Soak;
using Snapshotter.Benchmarks.EndToEnd.Submissions;

namespace Snapshotter.Benchmarks.EndToEnd;

/// <summary>Measures the parts one after another and prints one table.</summary>
internal static class EndToEndRunner
{
    private static readonly Dictionary<string, Func<MeasureContext, CancellationToken, Task<IReadOnlyList<Reading>>>> Measures = new(StringComparer.Ordinal)
    {
        ["pipeline"] = RecordedPipelineMeasure.RunAsync,
        ["synthetic"] = SyntheticPipelineMeasure.RunAsync,
        ["windows"] = WindowMeasure.RunAsync,
        ["node"] = NodeMeasure.RunAsync,
        ["limits"] = LimitsMeasure.RunAsync,
        ["queue"] = QueueMeasure.RunAsync,
        ["queue-redis"] = RedisQueueMeasure.RunAsync,
        ["pages"] = PagesMeasure.OfSqliteAsync,
        ["pages-redis"] = PagesMeasure.OfRedisAsync,
        ["scaling"] = ScalingMeasure.RunAsync,
        ["scaling-held"] = ScalingMeasure.RunHeldAsync,
        ["flatness"] = FlatnessMeasure.RunAsync,
        ["soak"] = SoakMeasure.RunAsync,
        ["latency"] = LatencyMeasure.RunAsync,
        ["submissions"] = SubmissionMeasure.RunAsync,
    };

    /// <summary>The names of the parts.</summary>
    public static IReadOnlyCollection<string> Parts => Measures.Keys;

    /// <returns>0, or 1 when a bound is broken.</returns>
    public static async Task<int> RunAsync(EndToEndOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        using var work = new WorkFolder();
        var context = new MeasureContext(options.Quick, work, output);
        var readings = new List<Reading>();
        foreach (var (part, measure) in Measures)
        {
            if (!options.Wants(part)) continue;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Measuring {part} (load of the machine: {MachineLoad.Read()}) ..."));
            readings.AddRange(await measure(context, cancellationToken));
        }

        await output.WriteLineAsync();
        await ReadingTable.WriteAsync(output, readings);
        return options.Check ? await CheckAsync(readings, options, output) : 0;
    }

    private static async Task<int> CheckAsync(List<Reading> readings, EndToEndOptions options, TextWriter output)
    {
        var values = readings.ToDictionary(static reading => reading.Id, static reading => reading.Value, StringComparer.Ordinal);
        var faults = new List<string>();
        var held = 0;
        foreach (var threshold in Threshold.Load(Checkout.Thresholds))
        {
            if (!values.TryGetValue(threshold.Reading, out var value))
            {
                if (options.Only.Count == 0) faults.Add($"{threshold.Reading} has a bound and was not measured.");
                continue;
            }

            held++;
            if (threshold.FaultOf(value) is { } fault) faults.Add(fault);
        }

        await output.WriteLineAsync();
        foreach (var fault in faults) await output.WriteLineAsync(fault);
        if (faults.Count == 0) await output.WriteLineAsync($"All {held} bounds that apply are kept.");
        return faults.Count == 0 ? 0 : 1;
    }
}

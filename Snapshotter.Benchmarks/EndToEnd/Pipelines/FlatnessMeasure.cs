using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Tests.Support.SyntheticChains;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>A long run: whether an epoch costs as much time and memory at the end as near the beginning.</summary>
internal static class FlatnessMeasure
{
    private const int Pairs = 20;
    private const int Intervals = 10;

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var epochs = context.Quick ? 1_000 : 10_000;
        // The node checks its reserves against calls every 100 epochs, so the recording answers getReserves at their ends.
        var options = new SyntheticChainOptions(Pairs, epochs * SyntheticSource.EpochSize) { TradesPerBlock = 2, ReservesEvery = 100 * SyntheticSource.EpochSize };
        await using var source = await SyntheticSource.StartAsync(context, options, cancellationToken);

        await PipelineRunner.RunAsync(source.Job with { Epochs = 100 }, context.Work.Create("flat"), null, cancellationToken);
        using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var memory = SampleMemoryAsync(sampling.Token);
        var result = await PipelineRunner.RunAsync(source.Job, context.Work.Create("flat"), null, cancellationToken);
        await sampling.CancelAsync();
        return await ReportAsync(context, result, await memory, epochs / Intervals);
    }

    private static async Task<IReadOnlyList<Reading>> ReportAsync(MeasureContext context, PipelineResult result, List<(long Ticks, double Mb)> memory, int perInterval)
    {
        var ms = new double[Intervals];
        var mb = new double[Intervals];
        for (var i = 0; i < Intervals; i++)
        {
            var (from, to) = (i == 0 ? result.Started : result.Ends[(i * perInterval) - 1], result.Ends[((i + 1) * perInterval) - 1]);
            ms[i] = Stopwatch.GetElapsedTime(from.Ticks, to.Ticks).TotalMilliseconds / perInterval;
            mb[i] = memory.Where(sample => sample.Ticks >= from.Ticks && sample.Ticks <= to.Ticks).Select(static sample => sample.Mb).DefaultIfEmpty(double.NaN).Max();
            await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  epochs {(i * perInterval) + 1,6} to {(i + 1) * perInterval,6}: {ms[i],6:0.00} ms per epoch, at most {mb[i]:0} MB resident"));
        }

        // The first fifth still compiles and fills pools; what grows with the number of epochs keeps growing after it.
        var (early, late) = (ms[2..5].Average(), ms[^3..].Average());
        return
        [
            new("flatness.timeRatio", $"{result.Ends.Count} epochs of {Pairs} pairs: time per epoch in the last three tenths over that in the third to fifth", late / early, "", "1 is flat; load of the machine moves it"),
            new("flatness.memoryRatio", "the most resident memory in the last three tenths over that in the third to fifth", mb[^3..].Max() / mb[2..5].Max(), "", "1 is flat"),
            new("flatness.msPerEpoch", "time per epoch in the last three tenths", late, "ms"),
            new("flatness.residentMb", "the most resident memory in the last three tenths", mb[^3..].Max(), "MB", "of the benchmark's process"),
        ];
    }

    private static async Task<List<(long Ticks, double Mb)>> SampleMemoryAsync(CancellationToken cancellationToken)
    {
        var samples = new List<(long, double)>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken)) samples.Add((Stopwatch.GetTimestamp(), ProcessMemory.Of(Environment.ProcessId).ResidentMb));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        return samples;
    }
}

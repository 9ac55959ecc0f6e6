using System.Diagnostics;
using System.Globalization;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>A long run of seven pairs with all aggregates: whether an epoch costs as much time, memory and disk at the end as near the beginning.</summary>
internal static class FlatnessMeasure
{
    private const int Pairs = 7;
    private const int Intervals = 10;

    /// <summary>Longer than a week's 5,040 epochs, so that every window is whole, and short enough that the run goes on well past it.</summary>
    private const int KeepEpochs = 5_500;

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var epochs = context.Quick ? 1_000 : 10_000;
        // The node checks its reserves against calls every 100 epochs, so the recording answers getReserves at their ends.
        var options = new SyntheticChainOptions(Pairs, epochs * SyntheticSource.EpochSize) { TradesPerBlock = 2, ReservesEvery = 100 * SyntheticSource.EpochSize, HasAggregates = true };
        await using var source = await SyntheticSource.StartAsync(context, options, cancellationToken);

        await PipelineRunner.RunAsync(source.Job with { Epochs = 100 }, context.Work.Create("flat"), null, cancellationToken);
        using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var folder = context.Work.Create("flat");
        var samples = SampleAsync(folder, sampling.Token);
        var result = await PipelineRunner.RunAsync(source.Job with { Retention = new RetentionOptions { KeepEpochs = KeepEpochs } }, folder, null, cancellationToken);
        await sampling.CancelAsync();
        return await ReportAsync(context, result, await samples, epochs / Intervals);
    }

    private static async Task<IReadOnlyList<Reading>> ReportAsync(MeasureContext context, PipelineResult result, List<Sample> samples, int perInterval)
    {
        var (ms, memory, disk) = (new double[Intervals], new double[Intervals], new double[Intervals]);
        for (var i = 0; i < Intervals; i++)
        {
            var (from, to) = (i == 0 ? result.Started : result.Ends[(i * perInterval) - 1], result.Ends[((i + 1) * perInterval) - 1]);
            ms[i] = Stopwatch.GetElapsedTime(from.Ticks, to.Ticks).TotalMilliseconds / perInterval;
            var within = samples.Where(sample => sample.Ticks >= from.Ticks && sample.Ticks <= to.Ticks).DefaultIfEmpty(new Sample(0, double.NaN, double.NaN));
            (memory[i], disk[i]) = (within.Max(static sample => sample.MemoryMb), within.Max(static sample => sample.DiskMb));
            await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  epochs {(i * perInterval) + 1,6} to {(i + 1) * perInterval,6}: {ms[i],6:0.00} ms per epoch, at most {memory[i]:0} MB resident and {disk[i]:0} MB on disk"));
        }

        // The first fifth still compiles and fills pools; what grows with the number of epochs keeps growing after it.
        var (early, late) = (ms[2..5].Average(), ms[^3..].Average());
        return
        [
            new("flatness.timeRatio", $"{result.Ends.Count} epochs of {Pairs} pairs: time per epoch in the last three tenths over that in the third to fifth", late / early, "", "1 is flat; load of the machine moves it"),
            new("flatness.memoryRatio", "the most resident memory in the last three tenths over that in the third to fifth", memory[^3..].Max() / memory[2..5].Max(), "", "1 is flat"),
            new("flatness.diskRatio", $"the most on disk in the last two tenths over that in the seventh and eighth; {KeepEpochs} epochs are kept", disk[^2..].Max() / disk[6..8].Max(), "", "1 is flat; a quick run ends before anything is removed"),
            new("flatness.msPerEpoch", "time per epoch in the last three tenths", late, "ms"),
            new("flatness.residentMb", "the most resident memory in the last three tenths", memory[^3..].Max(), "MB", "of the benchmark's process"),
            new("flatness.diskMb", "the most on disk in the last two tenths", disk[^2..].Max(), "MB", "state, contents and their logs"),
        ];
    }

    private static async Task<List<Sample>> SampleAsync(string folder, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var disk = new DirectoryInfo(folder).EnumerateFiles().Sum(static file => file.Length) / 1e6;
                samples.Add(new Sample(Stopwatch.GetTimestamp(), ProcessMemory.Of(Environment.ProcessId).ResidentMb, disk));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        return samples;
    }

    private readonly record struct Sample(long Ticks, double MemoryMb, double DiskMb);
}

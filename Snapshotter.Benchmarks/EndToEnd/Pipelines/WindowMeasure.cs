using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>A day's aggregate of a pair that has none yet: all epochs of the window are read from the local state.</summary>
internal static class WindowMeasure
{
    private const int Pairs = 7;

    /// <summary>A day of epochs of ten blocks, and the one it is composed in.</summary>
    private const int Epochs = 721;

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var options = new SyntheticChainOptions(Pairs, Epochs * SyntheticSource.EpochSize) { TradesPerBlock = 2, ReservesEvery = 100 * SyntheticSource.EpochSize, HasAggregates = true };
        await using var source = await SyntheticSource.StartAsync(context, options, cancellationToken);
        var plan = source.Job.Plan;
        var job = source.Job with { Plan = plan with { Aggregates = [] } };
        var folder = context.Work.Create("windows");
        await PipelineRunner.RunAsync(job, folder, null, cancellationToken);

        using var data = DataFolder.Hold(folder);
        await using var node = PipelineRunner.Wire(job, data);
        var day = plan.Aggregates.First(static type => type.Filter is not null);
        var times = new List<double>();
        foreach (var project in day.Projects)
        {
            var start = Stopwatch.GetTimestamp();
            await ComposeAsync(node, day, project, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var note = string.Create(CultureInfo.InvariantCulture, $"median of {times.Count} pairs, worst {times.Max():0.0}, each read once from the disk; the goal is 1,000");
        return [new("windows.scratchMs", $"a day's aggregate from scratch, {Epochs} snapshots of a pair", Statistics.Median(times), "ms", note)];
    }

    private static async Task ComposeAsync(ServiceProvider node, AggregateType type, AggregateProject project, CancellationToken cancellationToken)
    {
        var store = node.GetRequiredService<IStateStore>();
        var chain = await node.GetRequiredService<OpenEpochs>().GetAsync((await store.EpochAsync(Epochs, cancellationToken))!, cancellationToken);
        var cid = (await store.BuiltCidsAsync(Epochs, project.Underlying, cancellationToken))[0]!.Value;
        var input = new AggregateInput(chain.Epoch, project.Id, [new BuiltSnapshot(Epochs, project.Underlying[0], cid)]);
        var history = node.GetRequiredService<FinalizedHistories>().Open();
        var snapshot = await type.Processor.BuildAsync(input, history, chain, cancellationToken);
        var text = Encoding.UTF8.GetString(CanonicalJson.Serialize(snapshot!, static (writer, model) => model.WriteTo(writer)));
        if (!text.StartsWith("{\"complete\":true,", StringComparison.Ordinal)) throw new InvalidOperationException($"The window of {project.Id} is not whole: {text}");
    }
}

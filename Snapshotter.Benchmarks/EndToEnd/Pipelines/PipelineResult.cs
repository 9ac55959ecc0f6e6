using System.Diagnostics;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>How a pipeline did.</summary>
/// <param name="Started">The clocks when it started.</param>
/// <param name="Ends">The clocks at the end of each epoch, in the order they ended.</param>
/// <param name="Costs">What reading each epoch cost, in order of epochs; of a long run only the latest ones.</param>
/// <param name="Snapshots">The snapshots in the content store at the end.</param>
internal sealed record PipelineResult(EpochMark Started, IReadOnlyList<EpochMark> Ends, IReadOnlyList<RequestCount> Costs, long Snapshots)
{
    /// <summary>Milliseconds until the first epoch ended: everything is read that never changes, and compiled when it is the process's first.</summary>
    public double FirstEpochMs => Stopwatch.GetElapsedTime(Started.Ticks, Ends[0].Ticks).TotalMilliseconds;

    /// <summary>Milliseconds per epoch without the first.</summary>
    public double SteadyMs => Stopwatch.GetElapsedTime(Ends[0].Ticks, Ends[^1].Ticks).TotalMilliseconds / SteadyEpochs;

    /// <summary>Milliseconds of processor time per epoch without the first.</summary>
    public double SteadyCpuMs => (Ends[^1].Cpu - Ends[0].Cpu).TotalMilliseconds / SteadyEpochs;

    /// <summary>Kilobytes (1,000 bytes) allocated per epoch without the first.</summary>
    public double SteadyAllocatedKb => (Ends[^1].AllocatedBytes - Ends[0].AllocatedBytes) / 1000.0 / SteadyEpochs;

    /// <summary>HTTP requests per epoch without the first.</summary>
    public double SteadyRequests => Costs.Skip(1).Average(static cost => cost.HttpRequests);

    /// <summary>JSON-RPC calls per epoch without the first.</summary>
    public double SteadyCalls => Costs.Skip(1).Average(static cost => cost.TotalCalls);

    private int SteadyEpochs => Ends.Count - 1;
}

using System.Diagnostics;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>The clocks of the process at the moment an epoch ended.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="Ticks">Ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Cpu">Processor time of this process.</param>
/// <param name="AllocatedBytes">Bytes this process allocated since it started.</param>
internal readonly record struct EpochMark(long EpochId, long Ticks, TimeSpan Cpu, long AllocatedBytes)
{
    public static EpochMark Now(long epochId) => new(epochId, Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
}

using System.Diagnostics;

namespace Snapshotter.Benchmarks.EndToEnd.Soak;

/// <summary>How things stood when an epoch ended.</summary>
/// <param name="EpochId">The epoch.</param>
/// <param name="Ticks">Ticks of <see cref="Stopwatch"/>.</param>
/// <param name="NodeCpu">Processor time of the node.</param>
/// <param name="ResidentMb">The node's resident memory, the most since the mark before.</param>
/// <param name="RedisMb">What Redis uses, the most since the mark before.</param>
/// <param name="RedisKeys">The keys in Redis, the most since the mark before.</param>
internal sealed record SoakMark(long EpochId, long Ticks, TimeSpan NodeCpu, double ResidentMb, double RedisMb, long RedisKeys)
{
    public double MsPerEpochSince(SoakMark before) => Stopwatch.GetElapsedTime(before.Ticks, Ticks).TotalMilliseconds / (EpochId - before.EpochId);

    public double NodeCpuMsPerEpochSince(SoakMark before) => (NodeCpu - before.NodeCpu).TotalMilliseconds / (EpochId - before.EpochId);
}

using System.Globalization;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Pipelines;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Benchmarks.EndToEnd.Reporting;

namespace Snapshotter.Benchmarks.EndToEnd.Soak;

/// <summary>
/// A day's epochs of a chain whose epochs take twelve seconds, as fast as they go, by the real executable with Redis as its store: whether time, the node's memory and
/// what Redis holds are as much at the end as when retention was reached. Seven pairs with all aggregates.
/// </summary>
internal static class SoakMeasure
{
    private const int Pairs = 7;
    private const int Intervals = 12;

    /// <summary>Longer than a week of 1,008 epochs, so that every window is whole.</summary>
    private const int KeepEpochs = 1_500;

    /// <summary>Windows are measured in seconds: with blocks of a minute, a day has 144 epochs of ten blocks.</summary>
    private const int BlockTimeSeconds = 60;

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var epochs = context.Quick ? 2_400 : 7_200;
        var options = new SyntheticChainOptions(Pairs, epochs * SyntheticSource.EpochSize) { TradesPerBlock = 2, ReservesEvery = 100 * SyntheticSource.EpochSize, HasAggregates = true };
        await using var source = await SyntheticSource.StartAsync(context, options, cancellationToken);
        await using var redis = await RedisServerProcess.StartAsync(context.Work.Create("redis"));
        var marks = await new SoakRun(context, source, redis, epochs / Intervals, KeepEpochs, BlockTimeSeconds).RunAsync(cancellationToken);

        for (var i = 1; i < marks.Count; i++)
        {
            var (from, to) = (marks[i - 1], marks[i]);
            await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"  epochs {from.EpochId + 1,6} to {to.EpochId,6}: {to.MsPerEpochSince(from),6:0.0} ms per epoch, {to.NodeCpuMsPerEpochSince(from),5:0.0} of the node's processor time, {to.ResidentMb,4:0} MB resident, {to.RedisMb,4:0} MB and {to.RedisKeys:#,0} keys in Redis"));
        }

        var kept = marks.Where(static mark => mark.EpochId > KeepEpochs).ToArray();
        var (early, late) = (kept[..(kept.Length / 2)], kept[(kept.Length / 2)..]);
        return
        [
            new("soak.epochs", $"epochs of {Pairs} pairs with all aggregates, of which {KeepEpochs} are kept, with Redis as the store", epochs, ""),
            new("soak.memoryRatio", "the most resident memory of the node in the second half of the epochs beyond retention over that in the first", Ratio(static mark => mark.ResidentMb), "", "1 is flat"),
            new("soak.redisMemoryRatio", "the same of what Redis uses", Ratio(static mark => mark.RedisMb), "", "1 is flat"),
            new("soak.redisKeysRatio", "the same of the keys in Redis", Ratio(static mark => mark.RedisKeys), "", "1 is flat"),
            new("soak.cpuRatio", "the same of the node's processor time per epoch", CpuOf(late) / CpuOf(early), "", "1 is flat"),
            new("soak.residentMb", "the most resident memory of the node", marks.Max(static mark => mark.ResidentMb), "MB"),
            new("soak.redisMb", "the most memory of Redis", marks.Max(static mark => mark.RedisMb), "MB"),
        ];

        double Ratio(Func<SoakMark, double> of) => late.Max(of) / early.Max(of);
        static double CpuOf(SoakMark[] half) => half[^1].NodeCpuMsPerEpochSince(half[0]);
    }
}

using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Pipelines;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Benchmarks.EndToEnd.Soak;

/// <summary>One node over all epochs of a chain, looked at while it runs.</summary>
/// <param name="context">What every measure gets.</param>
/// <param name="source">The chain.</param>
/// <param name="redis">Its store.</param>
/// <param name="every">After how many epochs a mark is taken.</param>
/// <param name="keepEpochs">How many epochs it keeps.</param>
/// <param name="blockTimeSeconds">By which its windows are measured.</param>
internal sealed class SoakRun(MeasureContext context, SyntheticSource source, RedisServerProcess redis, int every, int keepEpochs, int blockTimeSeconds)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(40);

    /// <summary>How often memory is looked at, in epochs.</summary>
    private const int LookEvery = 25;

    /// <returns>The start, and a mark after each <paramref name="every"/> epochs.</returns>
    /// <exception cref="BenchmarkException">The epochs did not end in time.</exception>
    public async Task<IReadOnlyList<SoakMark>> RunAsync(CancellationToken cancellationToken)
    {
        await using var hosts = await RedisHosts.ListenAsync(context, source, redis);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);
        await using var node = await hosts.StartAsync(
            "soak",
            new Dictionary<string, string>
            {
                ["Epochs__BlockTimeSeconds"] = Text(blockTimeSeconds),
                ["Retention__KeepEpochs"] = Text(keepEpochs),
                // So many epochs go by in ten minutes that the node's own pace of pruning would come too late.
                ["Maintenance__Prune"] = "0/5 * * * * ?",
            },
            deadline.Token);
        try
        {
            var marks = new List<SoakMark> { await LookAsync(hosts.Link, node, 0) };
            var most = marks[0];
            while (marks[^1].EpochId < source.Job.Epochs)
            {
                var (epochId, _) = await hosts.NextEndAsync(deadline.Token);
                if (epochId % LookEvery != 0) continue;
                most = Most(most, await LookAsync(hosts.Link, node, epochId));
                if (epochId % every != 0) continue;
                marks.Add(most);
                most = most with { ResidentMb = 0, RedisMb = 0, RedisKeys = 0 };
            }

            return marks;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchmarkException($"The node did not end {source.Job.Epochs} epochs within {Deadline.TotalMinutes} minutes.");
        }
    }

    private static async Task<SoakMark> LookAsync(RedisLink link, ChildServer node, long epochId)
    {
        var memory = (string)await link.RunAsync("INFO", default, "memory");
        var used = memory.Split('\n').First(static line => line.StartsWith("used_memory:", StringComparison.Ordinal))["used_memory:".Length..].Trim();
        var keys = (long)await link.RunAsync("DBSIZE", default);
        return new SoakMark(epochId, Stopwatch.GetTimestamp(), node.ProcessorTime, ProcessMemory.Of(node.ProcessId).ResidentMb, long.Parse(used, CultureInfo.InvariantCulture) / 1e6, keys);
    }

    private static SoakMark Most(SoakMark before, SoakMark now) => now with
    {
        ResidentMb = Math.Max(before.ResidentMb, now.ResidentMb),
        RedisMb = Math.Max(before.RedisMb, now.RedisMb),
        RedisKeys = Math.Max(before.RedisKeys, now.RedisKeys),
    };

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

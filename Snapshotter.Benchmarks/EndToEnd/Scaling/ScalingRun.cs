using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Pipelines;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Queue;

namespace Snapshotter.Benchmarks.EndToEnd.Scaling;

/// <summary>A process that detects and so many that work, over all epochs of a chain.</summary>
internal sealed class ScalingRun(MeasureContext context, ScalingKind kind, SyntheticSource source, RedisServerProcess redis, int workers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <exception cref="BenchmarkException">The epochs did not end in time.</exception>
    public async Task<ScalingResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var hosts = await RedisHosts.ListenAsync(context, source, redis);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);

        var (nodes, held) = (new List<ChildServer>(), new List<ProcessorShare>());
        try
        {
            nodes.Add(await StartAsync(hosts, "detector", isDetector: true, deadline.Token));
            for (var number = 1; number <= workers; number++) nodes.Add(await StartAsync(hosts, FormattableString.Invariant($"worker{number}"), isDetector: false, deadline.Token));

            await EndedAsync(hosts, kind.WarmingUp, deadline.Token);
            if (kind.Share is { } share) held.AddRange(nodes.Skip(1).Select(worker => ProcessorShare.Hold(worker.ProcessId, share)));
            var (from, before) = (await EndedAsync(hosts, kind.Settling, deadline.Token), Times(nodes));
            var to = await EndedAsync(hosts, kind.Counted, deadline.Token);
            return ResultOf(Stopwatch.GetElapsedTime(from, to), (long)kind.Counted * source.Job.SnapshotsPerEpoch, before, Times(nodes));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchmarkException($"{workers} workers did not end {source.Job.Epochs} epochs within {Deadline.TotalMinutes} minutes.");
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
            foreach (var one in held) one.Dispose();
        }
    }

    /// <returns>When the last of so many epochs ended.</returns>
    private static async Task<long> EndedAsync(RedisHosts hosts, int epochs, CancellationToken cancellationToken)
    {
        var last = Stopwatch.GetTimestamp();
        for (var epoch = 0; epoch < epochs; epoch++) (_, last) = await hosts.NextEndAsync(cancellationToken);
        return last;
    }

    private static Task<ChildServer> StartAsync(RedisHosts hosts, string name, bool isDetector, CancellationToken cancellationToken) => hosts.StartAsync(
        name, new Dictionary<string, string> { ["Roles__Api"] = $"{isDetector}", ["Roles__Detector"] = $"{isDetector}", ["Roles__Worker"] = $"{!isDetector}" }, cancellationToken);

    private double[] Times(List<ChildServer> nodes) =>
        [source.ProcessorTime.TotalSeconds, redis.ProcessorTime.TotalSeconds, nodes[0].ProcessorTime.TotalSeconds, nodes.Skip(1).Sum(static worker => worker.ProcessorTime.TotalSeconds)];

    private static ScalingResult ResultOf(TimeSpan elapsed, long snapshots, double[] before, double[] after)
    {
        double[] busy = [.. after.Zip(before, (to, from) => (to - from) / elapsed.TotalSeconds)];
        var shares = string.Create(
            CultureInfo.InvariantCulture, $"{busy.Sum():0.00} processors busy: the chain {busy[0]:0.00}, Redis {busy[1]:0.00}, the detector {busy[2]:0.00}, the workers {busy[3]:0.00}; {busy.Sum() * elapsed.TotalMilliseconds * 1000 / snapshots:0} us a snapshot");
        return new ScalingResult(snapshots / elapsed.TotalSeconds, busy.Sum(), shares);
    }
}

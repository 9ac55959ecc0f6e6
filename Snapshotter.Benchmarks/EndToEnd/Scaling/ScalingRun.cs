using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Pipelines;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Benchmarks.EndToEnd.Scaling;

/// <summary>A process that detects and so many that work, over all epochs of a chain.</summary>
internal sealed class ScalingRun(MeasureContext context, ScalingKind kind, SyntheticSource source, RedisServerProcess redis, int workers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <exception cref="BenchmarkException">The epochs did not end in time.</exception>
    public async Task<ScalingResult> RunAsync(CancellationToken cancellationToken)
    {
        await using var link = RedisLink.Open(new RedisOptions { Port = redis.Port }, password: null, TimeProvider.System);
        var ended = Channel.CreateBounded<long>(checked((int)source.Job.Epochs) * 2);
        await link.ListenAsync(news =>
        {
            if (news.StartsWith("ended", StringComparison.Ordinal)) ended.Writer.TryWrite(Stopwatch.GetTimestamp());
        });
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Deadline);

        var (hosts, held) = (new List<ChildServer>(), new List<ProcessorShare>());
        try
        {
            hosts.Add(await StartAsync("detector", isDetector: true, deadline.Token));
            for (var number = 1; number <= workers; number++) hosts.Add(await StartAsync(FormattableString.Invariant($"worker{number}"), isDetector: false, deadline.Token));

            await EndedAsync(ended, kind.WarmingUp, deadline.Token);
            if (kind.Share is { } share) held.AddRange(hosts.Skip(1).Select(worker => ProcessorShare.Hold(worker.ProcessId, share)));
            var (from, before) = (await EndedAsync(ended, kind.Settling, deadline.Token), Times(hosts));
            var to = await EndedAsync(ended, kind.Counted, deadline.Token);
            return ResultOf(Stopwatch.GetElapsedTime(from, to), (long)kind.Counted * source.Job.SnapshotsPerEpoch, before, Times(hosts));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchmarkException($"{workers} workers did not end {source.Job.Epochs} epochs within {Deadline.TotalMinutes} minutes.");
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
            foreach (var one in held) one.Dispose();
        }
    }

    /// <returns>When the last of so many epochs ended.</returns>
    private static async Task<long> EndedAsync(Channel<long> ended, int epochs, CancellationToken cancellationToken)
    {
        var last = Stopwatch.GetTimestamp();
        for (var epoch = 0; epoch < epochs; epoch++) last = await ended.Reader.ReadAsync(cancellationToken);
        return last;
    }

    private Task<ChildServer> StartAsync(string name, bool isDetector, CancellationToken cancellationToken) => ChildServer.StartAsync(
        "snapshotter.dll",
        [
            "run", "--rpc", source.Job.Url, "--config", source.ConfigFolder, "--first-block", Text(source.Job.FirstBlock), "--epoch-size", Text(source.Job.EpochSize), "--port", "0",
            "--data", context.Work.Create(name),
        ],
        cancellationToken,
        new Dictionary<string, string>
        {
            ["SNAPSHOTTER_Storage__Kind"] = "Redis",
            ["SNAPSHOTTER_Redis__Port"] = Text(redis.Port),
            ["SNAPSHOTTER_Epochs__HeadOffset"] = "0",
            ["SNAPSHOTTER_Roles__Api"] = $"{isDetector}",
            ["SNAPSHOTTER_Roles__Detector"] = $"{isDetector}",
            ["SNAPSHOTTER_Roles__Worker"] = $"{!isDetector}",
        });

    private double[] Times(List<ChildServer> hosts) =>
        [source.ProcessorTime.TotalSeconds, redis.ProcessorTime.TotalSeconds, hosts[0].ProcessorTime.TotalSeconds, hosts.Skip(1).Sum(static host => host.ProcessorTime.TotalSeconds)];

    private static ScalingResult ResultOf(TimeSpan elapsed, long snapshots, double[] before, double[] after)
    {
        double[] busy = [.. after.Zip(before, (to, from) => (to - from) / elapsed.TotalSeconds)];
        var shares = string.Create(
            CultureInfo.InvariantCulture, $"{busy.Sum():0.00} processors busy: the chain {busy[0]:0.00}, Redis {busy[1]:0.00}, the detector {busy[2]:0.00}, the workers {busy[3]:0.00}; {busy.Sum() * elapsed.TotalMilliseconds * 1000 / snapshots:0} us a snapshot");
        return new ScalingResult(snapshots / elapsed.TotalSeconds, busy.Sum(), shares);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Benchmarks.EndToEnd.Queue;

/// <summary>The queue that hosts share, on one redis-server with two workers, each with a connection of its own.</summary>
internal static class RedisQueueMeasure
{
    private const int Workers = 2;
    private const int PerSecond = 1000;

    private static readonly JobOptions Options = new() { MaxConcurrent = 256 };

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        await using var server = await RedisServerProcess.StartAsync(context.Work.Create("redis"));
        await RunJobsAsync(server, 0, 5_000, cancellationToken);
        var count = context.Quick ? 20_000 : 200_000;
        var usedBefore = server.ProcessorTime;
        var perSecond = await RunJobsAsync(server, 1, count, cancellationToken);
        var used = (server.ProcessorTime - usedBefore).TotalMicroseconds / count;
        var latencies = await PaceAsync(server, context.Quick ? 2 : 10, cancellationToken);
        return
        [
            new("queue.redis.jobsPerSecond", "empty jobs enqueued, taken, run and completed on one redis-server", perSecond, "1/s", string.Create(CultureInfo.InvariantCulture, $"{count:#,0} jobs, {Workers} workers, {QueueRun.JobsPerChange} jobs enqueued at once, each completed by itself")),
            new("queue.redis.serverMicroseconds", "processor time of the server for each of them", used, "us", "hardly depends on what else the machine does"),
            new("queue.redis.startMillisecondsP99", "from a job's enqueueing to its start, 99th percentile", latencies[(int)(latencies.Length * 0.99)], "ms", string.Create(CultureInfo.InvariantCulture, $"{PerSecond:#,0} jobs/s, {Workers} workers")),
        ];
    }

    /// <summary>Enqueueing goes on while the workers run, and counts.</summary>
    private static async Task<double> RunJobsAsync(RedisServerProcess server, int database, int count, CancellationToken cancellationToken)
    {
        await using var hosts = new Hosts(server, database);
        return await QueueRun.MeasureAsync(hosts.Queues, Options, count, () => QueueRun.EnqueueAsync(hosts.Enqueuer, count, callers: 8, cancellationToken), cancellationToken);
    }

    /// <summary>The times from enqueueing to the start of the handler in milliseconds, in ascending order.</summary>
    private static async Task<double[]> PaceAsync(RedisServerProcess server, int seconds, CancellationToken cancellationToken)
    {
        var waits = new ConcurrentBag<double>();
        await using var hosts = new Hosts(server, database: 2);
        await QueueRun.WithWorkersAsync(
            hosts.Queues, Options,
            job => waits.Add(Stopwatch.GetElapsedTime(BitConverter.ToInt64(job.Payload)).TotalMilliseconds),
            async () =>
            {
                var enqueuing = new List<Task>();
                var began = Stopwatch.GetTimestamp();
                using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
                for (var i = 0; i < seconds * PerSecond; i++)
                {
                    while (Stopwatch.GetElapsedTime(began).TotalSeconds * PerSecond < i) await timer.WaitForNextTickAsync(cancellationToken);
                    var job = new NewJob(EmptyHandler.JobKind, 1, i.ToString(CultureInfo.InvariantCulture), BitConverter.GetBytes(Stopwatch.GetTimestamp()));
                    enqueuing.Add(hosts.Enqueuer.CommitAsync(new StateChange { Enqueued = [job] }, cancellationToken).AsTask());
                }

                await Task.WhenAll(enqueuing);
                while (waits.Count < seconds * PerSecond) await timer.WaitForNextTickAsync(cancellationToken);
            },
            cancellationToken);
        return [.. waits.Order()];
    }

    /// <summary>The workers and one more who enqueues, each with a connection of its own.</summary>
    private sealed class Hosts : IAsyncDisposable
    {
        private readonly RedisLink[] _links;
        private readonly RedisJobQueue[] _queues;

        public Hosts(RedisServerProcess server, int database)
        {
            _links = [.. Enumerable.Range(0, Workers + 1).Select(_ => RedisLink.Open(new RedisOptions { Port = server.Port, Database = database }, password: null, TimeProvider.System))];
            Enqueuer = new RedisStateStore(_links[Workers]);
            _queues = [.. Enumerable.Range(0, Workers).Select(worker => new RedisJobQueue(new RedisStateStore(_links[worker]), $"worker{worker}", new SteadyTime(TimeProvider.System)))];
        }

        public IReadOnlyList<RedisJobQueue> Queues => _queues;

        public RedisStateStore Enqueuer { get; }

        public async ValueTask DisposeAsync()
        {
            foreach (var queue in _queues) queue.Dispose();
            foreach (var link in _links) await link.DisposeAsync();
        }
    }
}

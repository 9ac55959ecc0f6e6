using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Benchmarks.EndToEnd.Queue;

/// <summary>The queue that hosts share, on one redis-server with two workers, each with a connection of its own.</summary>
internal static class RedisQueueMeasure
{
    private const int JobsPerChange = 100;
    private const int Workers = 2;
    private const int PerSecond = 1000;

    private static readonly JobOptions Options = new() { MaxConcurrent = 256 };

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        await using var server = await RedisServerProcess.StartAsync(context.Work.Create("redis"));
        await RunJobsAsync(server, 0, 5_000, cancellationToken);
        var count = context.Quick ? 20_000 : 200_000;
        var perSecond = await RunJobsAsync(server, 1, count, cancellationToken);
        var latencies = await PaceAsync(server, context.Quick ? 2 : 10, cancellationToken);
        return
        [
            new("queue.redis.jobsPerSecond", "empty jobs enqueued, taken, run and completed on one redis-server", perSecond, "1/s", string.Create(CultureInfo.InvariantCulture, $"{count:#,0} jobs, {Workers} workers, {JobsPerChange} jobs enqueued at once, each completed by itself")),
            new("queue.redis.startMillisecondsP99", "from a job's enqueueing to its start, 99th percentile", latencies[(int)(latencies.Length * 0.99)], "ms", string.Create(CultureInfo.InvariantCulture, $"{PerSecond:#,0} jobs/s, {Workers} workers")),
        ];
    }

    /// <summary>Enqueueing goes on while the workers run, and counts.</summary>
    private static async Task<double> RunJobsAsync(RedisServerProcess server, int database, int count, CancellationToken cancellationToken)
    {
        var done = new CountdownEvent(count);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var link = Open(server, database);
        var store = new RedisStateStore(link);
        var started = Stopwatch.GetTimestamp();
        var elapsed = TimeSpan.Zero;
        await WithWorkersAsync(
            server, database,
            _ =>
            {
                if (done.Signal()) all.TrySetResult();
            },
            async () =>
            {
                started = Stopwatch.GetTimestamp();
                var next = 0;
                await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
                {
                    for (var from = Interlocked.Add(ref next, JobsPerChange) - JobsPerChange; from < count; from = Interlocked.Add(ref next, JobsPerChange) - JobsPerChange)
                    {
                        var jobs = Enumerable.Range(from, JobsPerChange).Select(static key => new NewJob(EmptyHandler.JobKind, 1, key.ToString(CultureInfo.InvariantCulture), []));
                        await store.CommitAsync(new StateChange { Enqueued = [.. jobs] }, cancellationToken);
                    }
                }));
                await all.Task.WaitAsync(cancellationToken);
                elapsed = Stopwatch.GetElapsedTime(started);
            },
            cancellationToken);
        return count / elapsed.TotalSeconds;
    }

    /// <summary>The times from enqueueing to the start of the handler in milliseconds, in ascending order.</summary>
    private static async Task<double[]> PaceAsync(RedisServerProcess server, int seconds, CancellationToken cancellationToken)
    {
        const int database = 2;
        var waits = new ConcurrentBag<double>();
        await using var link = Open(server, database);
        var store = new RedisStateStore(link);
        await WithWorkersAsync(
            server, database,
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
                    enqueuing.Add(store.CommitAsync(new StateChange { Enqueued = [job] }, cancellationToken).AsTask());
                }

                await Task.WhenAll(enqueuing);
                while (waits.Count < seconds * PerSecond) await timer.WaitForNextTickAsync(cancellationToken);
            },
            cancellationToken);
        return [.. waits.Order()];
    }

    private static async Task WithWorkersAsync(RedisServerProcess server, int database, Action<Job> onStart, Func<Task> work, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Enumerable.Range(0, Workers).Select(worker => RunWorkerAsync(server, database, $"worker{worker}", onStart, stopping.Token)).ToArray();
        await work();
        await stopping.CancelAsync();
        await Task.WhenAll(running);
    }

    private static async Task RunWorkerAsync(RedisServerProcess server, int database, string name, Action<Job> onStart, CancellationToken cancellationToken)
    {
        await using var link = Open(server, database);
        var store = new RedisStateStore(link);
        var time = new SteadyTime(TimeProvider.System);
        using var queue = new RedisJobQueue(store, name, time);
        var runner = new JobRunner(queue, new EpochTracker(queue), [new ToldHandler(onStart)], Options, time, new Random(1), NullLogger<JobRunner>.Instance);
        await runner.RunAsync(cancellationToken);
    }

    private static RedisLink Open(RedisServerProcess server, int database) => RedisLink.Open(new RedisOptions { Port = server.Port, Database = database }, password: null, TimeProvider.System);

    private sealed class ToldHandler(Action<Job> onStart) : IJobHandler
    {
        public string Kind => EmptyHandler.JobKind;

        public Task<StateChange> HandleAsync(Job job, bool isLastAttempt, CancellationToken cancellationToken)
        {
            onStart(job);
            return Task.FromResult(new StateChange());
        }

        public Task<StateChange> GiveUpAsync(Job job, string reason, CancellationToken cancellationToken) => Task.FromResult(new StateChange());
    }
}

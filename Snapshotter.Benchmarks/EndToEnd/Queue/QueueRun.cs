using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Benchmarks.EndToEnd.Queue;

/// <summary>Empty jobs of epoch 1 through a queue, whichever it is.</summary>
internal static class QueueRun
{
    public const int JobsPerChange = 100;

    /// <summary>Runs so many jobs, and tells how many of them in a second.</summary>
    /// <param name="queues">The queue as each worker has it.</param>
    /// <param name="options">How a worker runs jobs.</param>
    /// <param name="count">The jobs.</param>
    /// <param name="enqueue">Queues those that are not queued yet; it counts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<double> MeasureAsync(IReadOnlyList<IJobQueue> queues, JobOptions options, int count, Func<Task> enqueue, CancellationToken cancellationToken)
    {
        using var left = new CountdownEvent(count);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var elapsed = TimeSpan.Zero;
        var started = Stopwatch.GetTimestamp();
        await WithWorkersAsync(
            queues, options,
            _ =>
            {
                if (left.Signal()) all.TrySetResult();
            },
            async () =>
            {
                await enqueue();
                await all.Task.WaitAsync(cancellationToken);
                while (await queues[0].HasJobsAsync(1, cancellationToken)) await Task.Yield();
                elapsed = Stopwatch.GetElapsedTime(started);
            },
            cancellationToken);
        return count / elapsed.TotalSeconds;
    }

    /// <summary>Runs workers while something happens.</summary>
    public static async Task WithWorkersAsync(IReadOnlyList<IJobQueue> queues, JobOptions options, Action<Job> onStart, Func<Task> work, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = queues.Select(queue => new JobRunner(
            queue, new EpochTracker(queue), [new EmptyHandler(onStart)], options, new SteadyTime(TimeProvider.System), new Random(1), NullLogger<JobRunner>.Instance).RunAsync(stopping.Token)).ToArray();
        await work();
        await stopping.CancelAsync();
        await Task.WhenAll(running);
    }

    /// <summary>Queues jobs, many in a change, by some callers at once.</summary>
    public static async Task EnqueueAsync(IStateStore store, int count, int callers, CancellationToken cancellationToken)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            for (var from = Interlocked.Add(ref next, JobsPerChange) - JobsPerChange; from < count; from = Interlocked.Add(ref next, JobsPerChange) - JobsPerChange)
            {
                var jobs = Enumerable.Range(from, JobsPerChange).Select(static key => new NewJob(EmptyHandler.JobKind, 1, key.ToString(CultureInfo.InvariantCulture), []));
                await store.CommitAsync(new StateChange { Enqueued = [.. jobs] }, cancellationToken);
            }
        }));
    }
}

using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Benchmarks.EndToEnd.Queue;

/// <summary>The embedded queue and the state store it lives in: jobs from being enqueued to being completed, and durable commits.</summary>
internal static class QueueMeasure
{
    private const int Committers = 64;

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var jobs = context.Quick ? 10_000 : 100_000;
        var commits = context.Quick ? 5_000 : 50_000;
        await RunJobsAsync(context, 2_000, cancellationToken);
        var jobsPerSecond = await RunJobsAsync(context, jobs, cancellationToken);
        var together = await CommitAsync(context, commits, Committers, cancellationToken);
        var alone = await CommitAsync(context, commits / 4, 1, cancellationToken);
        return
        [
            new("queue.jobsPerSecond", "jobs taken, run and completed, each completion a durable commit", jobsPerSecond, "1/s", string.Create(CultureInfo.InvariantCulture, $"{jobs:#,0} jobs, as many at once as the node's default")),
            new("queue.commitsPerSecond", "durable commits of one outcome and one job each", together, "1/s", $"{Committers} callers at once share transactions"),
            new("queue.commitsPerSecondAlone", "the same by one caller, one after another", alone, "1/s", "each its own transaction"),
        ];
    }

    private static async Task<double> RunJobsAsync(MeasureContext context, int count, CancellationToken cancellationToken)
    {
        await using var store = SqliteStateStore.Open(context.Work.Create("queue"));
        using var queue = new SqliteJobQueue(store, new SteadyTime(TimeProvider.System));
        await QueueRun.EnqueueAsync(store, count, callers: 1, cancellationToken);
        return await QueueRun.MeasureAsync([queue], new JobOptions(), count, static () => Task.CompletedTask, cancellationToken);
    }

    private static async Task<double> CommitAsync(MeasureContext context, int count, int callers, CancellationToken cancellationToken)
    {
        await using var store = SqliteStateStore.Open(context.Work.Create("commits"));
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => CommitManyAsync(store, caller, count / callers, cancellationToken)));
        return count / callers * callers / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task CommitManyAsync(SqliteStateStore store, int caller, int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            var subject = FormattableString.Invariant($"project {caller}");
            await store.CommitAsync(new StateChange
            {
                Transitions = [new Transition(i, Stage.SnapshotBuild, subject, null, null, i)],
                Enqueued = [new NewJob(EmptyHandler.JobKind, i, subject, [])],
            }, cancellationToken);
        }
    }
}

using System.Collections.Concurrent;
using Snapshotter.Api.Chaos.Reports;
using Snapshotter.Api.Chaos.Sources;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>Runs of consecutive seeds.</summary>
/// <param name="FirstSeed">The seed of the first run.</param>
/// <param name="Count">How many runs, or null for as many as fit the time.</param>
/// <param name="For">For how long runs are begun, or null for the count.</param>
/// <param name="AtOnce">How many at once.</param>
/// <param name="OnManyHosts">Whether the node of each is many processes that share a Redis.</param>
/// <param name="Tools">The executables of what runs need. Where there is no anvil, the seeds that need one are left out.</param>
internal sealed record ChaosSeries(ulong FirstSeed, long? Count, TimeSpan? For, int AtOnce, bool OnManyHosts, ChaosTools Tools)
{
    /// <summary>Makes the runs.</summary>
    /// <param name="onEnd">Told of every run that ended.</param>
    /// <param name="time">The clock that limits them.</param>
    /// <param name="cancellationToken">Stops; what has ended is reported.</param>
    public async Task<ChaosReport> RunAsync(Action<RunResult> onEnd, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("snapshotter-chaos-").FullName;
        var runner = new ChaosRunner(folder, Tools, time);
        var results = new ConcurrentBag<RunResult>();
        try
        {
            await EachAsync(async seed =>
            {
                var result = await runner.RunAsync(seed, OnManyHosts, cancellationToken);
                results.Add(result);
                onEnd(result);
            }, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop: what has ended is reported.
        }

        var report = new ChaosReport(folder, [.. results.OrderBy(static run => run.Seed)]);
        if (report.Violations == 0) Directory.Delete(folder, recursive: true);
        return report;
    }

    private Task EachAsync(Func<ulong, Task> run, TimeProvider time, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Seeds(time), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, (seed, _) => new ValueTask(run(seed)));

    private IEnumerable<ulong> Seeds(TimeProvider time)
    {
        var began = time.GetTimestamp();
        for (long i = 0; Count is { } count ? i < count : time.GetElapsedTime(began) < For; i++)
        {
            var seed = FirstSeed + (ulong)i;
            if (Tools.Anvil is not null || !Disturbances.HasAnchor(seed)) yield return seed;
        }
    }
}

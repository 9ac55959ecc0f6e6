using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Queue;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Storage.Redis;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.Timing;

namespace Snapshotter.Benchmarks.EndToEnd.Pages;

/// <summary>The operator pages of a node whose store is full, asked for over HTTP. The node runs no jobs, so that all stay in their states.</summary>
internal static class PagesMeasure
{
    private const int Rounds = 8;

    public static async Task<IReadOnlyList<Reading>> OfSqliteAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var (jobs, folder) = (Seed(context), context.Work.Create("pages"));
        await using (var store = SqliteStateStore.Open(folder, TimeProvider.System, jobs.Count))
        {
            using var queue = new SqliteJobQueue(store, new SteadyTime(TimeProvider.System));
            await jobs.FillAsync(store, queue, new SqliteJobLedger(store, new SteadyTime(TimeProvider.System)), cancellationToken);
        }

        return await AskAllAsync("pages", jobs, folder, new Dictionary<string, string>(), cancellationToken);
    }

    public static async Task<IReadOnlyList<Reading>> OfRedisAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var jobs = Seed(context);
        await using var server = await RedisServerProcess.StartAsync(context.Work.Create("redis"));
        await using (var link = RedisLink.Open(new RedisOptions { Port = server.Port }, password: null, TimeProvider.System))
        {
            var store = new RedisStateStore(link, TimeProvider.System, jobs.Count);
            using var queue = new RedisJobQueue(store, "seeder", new SteadyTime(TimeProvider.System));
            await jobs.FillAsync(store, queue, new RedisJobLedger(store), cancellationToken);
        }

        var environment = new Dictionary<string, string> { ["SNAPSHOTTER_Storage__Kind"] = "Redis", ["SNAPSHOTTER_Redis__Port"] = server.Port.ToString(CultureInfo.InvariantCulture) };
        return await AskAllAsync("pages.redis", jobs, context.Work.Create("pages"), environment, cancellationToken);
    }

    private static SeededJobs Seed(MeasureContext context) => new(context.Quick ? 1_000 : 10_000);

    private static async Task<IReadOnlyList<Reading>> AskAllAsync(string id, SeededJobs jobs, string folder, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        environment["SNAPSHOTTER_Roles__Detector"] = environment["SNAPSHOTTER_Roles__Worker"] = "false";
        environment["SNAPSHOTTER_Retention__KeepJobs"] = jobs.Count.ToString(CultureInfo.InvariantCulture);
        string[] arguments = ["run", "--chain", Checkout.GoldenChain, "--config", Checkout.DefaultConfig, "--first-block", "501", "--epoch-size", "10", "--port", "0", "--data", folder];
        await using var node = await ChildServer.StartAsync("snapshotter.dll", arguments, cancellationToken, environment);
        using var http = new HttpClient { BaseAddress = node.Url };
        var readings = new List<Reading>();
        foreach (var (name, path) in Pages(jobs)) readings.Add(await AskAsync(http, $"{id}.{name}Ms", path, jobs, cancellationToken));
        return readings;
    }

    private static IEnumerable<(string Name, string Path)> Pages(SeededJobs jobs)
    {
        yield return ("overview", "/ops");
        yield return ("epochs", "/ops/epochs");
        foreach (var show in Enum.GetValues<Core.Epochs.Catalogue.EpochFilter>()) yield return ($"epochs{show}", $"/ops/epochs?show={show}");
        yield return ("epochsDeep", FormattableString.Invariant($"/ops/epochs?before={jobs.Count / 200}"));
        yield return ("workers", "/ops/workers");
        foreach (var state in Enum.GetValues<JobState>())
        {
            yield return ($"jobs{state}", $"/ops/jobs?state={state}");
            yield return ($"jobs{state}Deep", FormattableString.Invariant($"/ops/jobs?state={state}&before={jobs.MiddleOf(state)}"));
        }
    }

    /// <summary>The first answer is not counted: its code is compiled then.</summary>
    private static async Task<Reading> AskAsync(HttpClient http, string id, string path, SeededJobs jobs, CancellationToken cancellationToken)
    {
        var times = new double[Rounds];
        for (var round = -1; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var page = await http.GetStringAsync(path, cancellationToken);
            if (round >= 0) times[round] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            if (path.Contains("/jobs", StringComparison.Ordinal) && !page.Contains("<tbody", StringComparison.Ordinal)) throw new BenchmarkException($"{path} lists nothing.");
        }

        return new Reading(id, path, Statistics.Median(times), "ms", string.Create(CultureInfo.InvariantCulture, $"median of {Rounds}, most {times.Max():0.0}; {jobs.Count:#,0} jobs"));
    }
}

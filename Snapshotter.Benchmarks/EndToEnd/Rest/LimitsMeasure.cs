using System.Diagnostics;
using System.Globalization;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Callers.Sqlite;

namespace Snapshotter.Benchmarks.EndToEnd.Rest;

/// <summary>What limits cost: GET /data with all of them in force and with none, and /health while a burst is refused.</summary>
internal static class LimitsMeasure
{
    private const string User = "bench@example.com";
    private const int BurstConnections = 50;

    private static readonly TimeSpan RunDeadline = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var (limitedFolder, key) = await WithKeyAsync(context.Work.Create("limited"));
        await using var open = await StartAsync(context.Work.Create("open"), LimitLevels.Unlimited, cancellationToken);
        await using var limited = await StartAsync(limitedFolder, LimitLevels.OutOfReach, cancellationToken);
        var (path, _) = await NodeMeasure.ChooseAsync(open.Url, cancellationToken);
        var (rounds, seconds) = context.Quick ? (3, 5) : (7, 5);
        var rates = new double[3][];
        for (var way = 0; way < rates.Length; way++) rates[way] = new double[rounds];
        for (var round = -1; round < rounds; round++)
        {
            double[] measured =
            [
                await Wrk.RequestsPerSecondAsync(new Uri(open.Url, path), seconds, cancellationToken),
                await Wrk.RequestsPerSecondAsync(new Uri(limited.Url, path), seconds, cancellationToken),
                await Wrk.RequestsPerSecondAsync(new Uri(limited.Url, path), seconds, cancellationToken, $"X-API-KEY: {key}"),
            ];
            for (var way = 0; way < rates.Length && round >= 0; way++) rates[way][round] = measured[way];
        }

        await using var tight = await StartAsync(context.Work.Create("tight"), LimitLevels.Tight, cancellationToken);
        var requests = context.Quick ? 300 : 1_000;
        var calm = await HealthAsync(tight.Url, requests, cancellationToken);
        var besideOpen = await HealthBesideFloodAsync(open.Url, requests, 2 * seconds, cancellationToken);
        var besideLimited = await HealthBesideFloodAsync(limited.Url, requests, 2 * seconds, cancellationToken);
        var besideRefused = await HealthBesideFloodAsync(tight.Url, requests, 2 * seconds, cancellationToken);
        return
        [
            Ratio("limits.publicRatio", "GET /data without a key, all limits in force: its rate over that without limits", rates[1], rates[0]),
            Ratio("limits.keyRatio", "GET /data with a key, all limits in force: its rate over that without limits", rates[2], rates[0]),
            new("limits.requestsPerSecond", "GET /data without limits", Statistics.Median(rates[0]), "1/s", "wrk on the same cores"),
            new("limits.healthCalmMs", "GET /health of an idle node", calm, "ms", "median"),
            new("limits.healthBesideOpenMs", $"GET /health while {BurstConnections} connections ask /current_epoch, no limits", besideOpen, "ms", "median"),
            new("limits.healthBesideLimitedMs", "the same with limits in force that are not reached", besideLimited, "ms", "median"),
            new("limits.healthBesideRefusedMs", "the same when nearly all of the burst is refused", besideRefused, "ms", "median"),
        ];
    }

    private static async Task<(string Folder, string Key)> WithKeyAsync(string folder)
    {
        var key = ApiKey.New();
        await using var callers = SqliteCallers.Open(folder);
        var users = new SqliteUserStore(callers);
        await users.SaveAsync(new User(User, CallLimits.Parse("1000000/second;60000000/minute;1000000000/day"), true), new CallCounts(0, 0, long.MaxValue), CancellationToken.None);
        await users.AddKeyAsync(User, KeyDigest.Of(key), CancellationToken.None);
        return (folder, key);
    }

    private static async Task<ChildServer> StartAsync(string folder, IReadOnlyDictionary<string, string> limits, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run", "--chain", Checkout.GoldenChain, "--config", Checkout.DefaultConfig, "--first-block", "501", "--epoch-size", "10", "--pace", "0", "--port", "0", "--data", folder,
        ];
        var node = await ChildServer.StartAsync("snapshotter.dll", arguments, cancellationToken, limits);
        await node.WaitForLineAsync("is used up", RunDeadline, cancellationToken);
        return node;
    }

    private static async Task<double> HealthBesideFloodAsync(Uri node, int requests, int seconds, CancellationToken cancellationToken)
    {
        var flood = Wrk.FloodAsync(new Uri(node, "/current_epoch"), seconds, BurstConnections, cancellationToken);
        var median = await HealthAsync(node, requests, cancellationToken);
        await flood;
        return median;
    }

    private static async Task<double> HealthAsync(Uri node, int requests, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = node };
        var times = new double[requests];
        for (var i = 0; i < requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync("/health", cancellationToken);
            answer.EnsureSuccessStatusCode();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return Statistics.Median(times);
    }

    private static Reading Ratio(string id, string what, double[] rates, double[] against)
    {
        double[] ratios = [.. rates.Zip(against, static (rate, other) => rate / other)];
        return new Reading(
            id, what, Statistics.Median(ratios), "", string.Create(CultureInfo.InvariantCulture, $"median of {ratios.Length} rounds in turn, {ratios.Min():0.00} to {ratios.Max():0.00}; the goal is 0.9"));
    }
}

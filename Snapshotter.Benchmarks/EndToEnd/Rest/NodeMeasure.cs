using System.Globalization;
using Snapshotter.Api.Hosting;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.EndToEnd.Reporting;

namespace Snapshotter.Benchmarks.EndToEnd.Rest;

/// <summary>The real node process: its memory at rest after the recorded epochs, then GET /data under load against a bare endpoint.</summary>
internal static class NodeMeasure
{
    private const int Epochs = 64;
    private const int WantedBytes = 3000;

    private static readonly TimeSpan RunDeadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "run", "--chain", Checkout.GoldenChain, "--config", Checkout.DefaultConfig, "--first-block", "501", "--epoch-size", "10",
            "--pace", "0", "--port", "0", "--data", context.Work.Create("node"),
        ];
        await using var node = await ChildServer.StartAsync("snapshotter.dll", arguments, cancellationToken, LimitLevels.Unlimited);
        await node.WaitForLineAsync("is used up", RunDeadline, cancellationToken);
        await Task.Delay(Rest, TimeProvider.System, cancellationToken);
        var memory = ProcessMemory.Of(node.ProcessId);
        var heap = await GcHeap.ReadMbAsync(node.ProcessId, cancellationToken);

        var (path, body) = await ChooseAsync(node.Url, cancellationToken);
        var rates = await AgainstBareAsync(new Uri(node.Url, path), body, context, cancellationToken);
        return
        [
            new("node.residentMb", "resident memory of the whole node, 7 pairs, 64 epochs done", memory.ResidentMb, "MB", "the original: 1,900 in 23 processes; the goal is 200"),
            new("node.peakMb", "the most it ever had", memory.PeakMb, "MB"),
            new("node.heapMb", "its managed heap", heap, "MB"),
            .. rates,
            new("node.residentUnderLoadMb", "resident memory after the load", ProcessMemory.Of(node.ProcessId).ResidentMb, "MB"),
        ];
    }

    /// <summary>The snapshot whose length is nearest to what is wanted.</summary>
    public static async Task<(string Path, byte[] Body)> ChooseAsync(Uri node, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = node };
        var (_, plan, _) = NodeConfigurationLoader.Load(Checkout.DefaultConfig);
        (string Path, byte[] Body)? best = null;
        foreach (var project in plan.ProjectIds)
        {
            for (var epochId = 1; epochId <= Epochs; epochId++)
            {
                var path = FormattableString.Invariant($"/data/{epochId}/{project}/");
                var body = await http.GetByteArrayAsync(path, cancellationToken);
                if (best is null || Math.Abs(body.Length - WantedBytes) < Math.Abs(best.Value.Body.Length - WantedBytes)) best = (path, body);
            }
        }

        return best ?? throw new InvalidOperationException("The configuration has no project.");
    }

    private static async Task<IEnumerable<Reading>> AgainstBareAsync(Uri data, byte[] body, MeasureContext context, CancellationToken cancellationToken)
    {
        var file = Path.Combine(context.Work.Create("bytes"), "snapshot.json");
        await File.WriteAllBytesAsync(file, body, cancellationToken);
        await using var bare = await ChildServer.StartAsync("Snapshotter.Benchmarks.dll", [ServedBytes.Verb, "--file", file], cancellationToken);

        var (rounds, seconds) = context.Quick ? (3, 5) : (7, 5);
        foreach (var url in new[] { data, bare.Url }) await Wrk.RequestsPerSecondAsync(url, seconds, cancellationToken);
        var nodeRates = new double[rounds];
        var bareRates = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            nodeRates[round] = await Wrk.RequestsPerSecondAsync(data, seconds, cancellationToken);
            bareRates[round] = await Wrk.RequestsPerSecondAsync(bare.Url, seconds, cancellationToken);
        }

        double[] ratios = [.. nodeRates.Zip(bareRates, static (node, bare) => node / bare)];
        var note = string.Create(CultureInfo.InvariantCulture, $"median of {rounds} rounds of {seconds} s in turn, {ratios.Min():0.00} to {ratios.Max():0.00}; the original: 0.007 to 0.015; the goal is 0.7");
        return
        [
            new("data.ratio", $"GET /data of a snapshot of {body.Length} bytes: its rate over that of a bare endpoint", Statistics.Median(ratios), "", note),
            new("data.requestsPerSecond", "GET /data", Statistics.Median(nodeRates), "1/s", "wrk on the same cores"),
            new("data.bareRequestsPerSecond", "the bare endpoint with the same bytes", Statistics.Median(bareRates), "1/s", "wrk on the same cores"),
        ];
    }
}

using System.Globalization;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Reporting;

namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>From the block that releases an epoch to the first job and to the last submission, on local chains, and where the time goes.</summary>
internal static class LatencyMeasure
{
    /// <summary>The first epochs, which read what never changes and are compiled while they run.</summary>
    private const int Warmups = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<LatencyStage, string> Parts = new()
    {
        [LatencyStage.Heard] = "the block is mined, the WebSocket tells, and the logs are read",
        [LatencyStage.SourceRead] = "the source chain is read",
        [LatencyStage.Released] = "the release is written, with the cursor and the first job",
        [LatencyStage.JobStarted] = "a worker takes the job",
        [LatencyStage.Built] = "snapshots are built and written",
        [LatencyStage.Queued] = "submit jobs put them into the outbox",
        [LatencyStage.Signed] = "requests are signed (EIP-712) and written",
        [LatencyStage.Priced] = "nonces, fees and gas estimates are read",
        [LatencyStage.Written] = "transactions are signed and written",
        [LatencyStage.Sent] = "transactions are sent, and the chain has answered",
    };

    /// <exception cref="BenchmarkException">The epochs did not end within ten minutes.</exception>
    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var anvil = await AnvilTool.FindAsync(context.Output, cancellationToken);
        var (_, plan, _) = NodeConfigurationLoader.Load(Checkout.DefaultConfig);
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var pairs = plan with { Aggregates = [] };
            var epochs = (context.Quick ? 8 : 30) + Warmups;
            var latencies = await LatencyRun.RunAsync(pairs, epochs, anvil, context.Work.Create("latency"), either.Token);
            return [.. ReadingsOf([.. latencies.Skip(Warmups)], pairs.ProjectIds.Count())];
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BenchmarkException($"The epochs did not end within {Limit.TotalMinutes:0} minutes (load of the machine: {MachineLoad.Read()}).");
        }
    }

    private static IEnumerable<Reading> ReadingsOf(EpochLatency[] epochs, int submissions)
    {
        yield return Total("latency.firstJobMs", "from the block that releases an epoch to the first job", LatencyStage.JobStarted, 100);
        yield return Total("latency.lastSubmissionMs", $"the same to the last of {submissions} submissions sent", LatencyStage.Sent, 300);
        foreach (var (stage, what) in Parts)
        {
            yield return new Reading($"latency.part.{char.ToLowerInvariant(stage.ToString()[0])}{stage.ToString()[1..]}", what, Statistics.Median(epochs.Select(epoch => epoch.Of(stage).TotalMilliseconds)), "ms", "median, from the part before");
        }

        yield return new Reading("latency.anchorRequests", "HTTP requests to the anchor chain, until the node knew the epoch to be final", epochs.Min(static epoch => epoch.AnchorRequests), "", "the fewest: each block that a busy machine lets pass adds looks; the goal is 10");

        Reading Total(string id, string what, LatencyStage stage, int goal)
        {
            double[] ms = [.. epochs.Select(epoch => epoch.At[stage].TotalMilliseconds)];
            return new Reading(id, what, Statistics.Median(ms), "ms", string.Create(CultureInfo.InvariantCulture, $"median of {ms.Length} epochs, best {ms.Min():0.0}, worst {ms.Max():0.0}; the goal is under {goal}"));
        }
    }
}

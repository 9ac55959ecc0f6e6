using System.Globalization;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Reporting;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Benchmarks.EndToEnd.Submissions;

/// <summary>Ten thousand submissions an epoch through the contract of the first generation, each a transaction: time, gas, and that none is lost or double.</summary>
internal static class SubmissionMeasure
{
    /// <summary>The most that all epochs may take, however busy the machine is.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <exception cref="BenchmarkException">A submission was lost, late, wrong or sent for twice, or they did not end within ten minutes.</exception>
    public static async Task<IReadOnlyList<Reading>> RunAsync(MeasureContext context, CancellationToken cancellationToken)
    {
        var load = new SubmissionLoad(context.Quick ? 100 : 1000, Nodes: 10) { Epochs = 2 };
        var anvil = await AnvilTool.FindAsync(context.Output, cancellationToken);
        var (wide, snapshotters) = await RunInTimeAsync(load, anvil, context, cancellationToken);
        if (wide.SelectMany(epoch => epoch.Faults(load, snapshotters)).FirstOrDefault() is { } fault) throw new BenchmarkException(fault);
        return [.. wide.SelectMany(epoch => ReadingsOf(epoch, load))];
    }

    private static async Task<(IReadOnlyList<SubmittedEpoch> Epochs, IReadOnlyList<Address> Snapshotters)> RunInTimeAsync(SubmissionLoad load, string anvil, MeasureContext context, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await SubmissionRun.RunAsync(load, anvil, () => context.Work.Create("node"), either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new BenchmarkException($"The submissions did not end within {Limit.TotalMinutes:0} minutes (load of the machine: {MachineLoad.Read()}).");
        }
    }

    private static IEnumerable<Reading> ReadingsOf(SubmittedEpoch epoch, SubmissionLoad load)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"submissions.epoch{epoch.EpochId}");
        yield return new Reading($"{name}.counted", "submissions that the contract counted", epoch.Chain.Counted.Count, "", $"of {load.Pairs} projects from {load.Nodes} nodes; all of them, and every project final with the right CID");
        yield return new Reading($"{name}.sentSeconds", "from the release to the last transaction sent", epoch.Sent.TotalSeconds, "s", "signing, writing, fees, nonces, gas estimates, sending");
        yield return new Reading($"{name}.deliveredSeconds", "from the release until every node knew all of its transactions to be mined", epoch.Delivered.TotalSeconds, "s", "blocks of a second, all nodes and the chain on one machine");
        yield return new Reading($"{name}.blocks", "blocks from the release to the last submission", epoch.Chain.Blocks, "", $"of at most {load.BlockGasLimit / 1_000_000:#,0} million gas");
        yield return new Reading($"{name}.gas", "gas of all submissions", epoch.Chain.Gas / 1e6, "million");
        yield return new Reading($"{name}.gasPerSubmission", "gas of a submission, on average", (double)epoch.Chain.Gas / load.PerEpoch, "");
        yield return new Reading($"{name}.broadcastsPerSubmission", "transactions sent for a submission, replacements and repetitions included", (double)epoch.Broadcasts / load.PerEpoch, "");
        yield return new Reading($"{name}.requestsPerNode", "HTTP requests of a node to the anchor chain", (double)epoch.Requests / load.Nodes, "");
    }
}

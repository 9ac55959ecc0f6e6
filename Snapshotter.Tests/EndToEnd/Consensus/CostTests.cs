using System.Diagnostics;
using Snapshotter.Core.Telemetry;
using Xunit.Abstractions;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class CostTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_epoch_of_seven_pairs_costs_at_most_ten_requests_to_the_anchor_chain(bool hears)
    {
        const int epochs = 8;
        await using var bench = await ConsensusBench.StartAsync(others: 0);
        await using var node = await bench.StartedAsync(new() { ["Transactions:PollingInterval"] = "00:00:01", ["Protocol:PollingInterval"] = "00:00:01" }, hears);
        await bench.Anvil.AskAsync("evm_setAutomine", false);
        await bench.Anvil.AskAsync("evm_setIntervalMining", 1);
        node.ProjectIds.Should().HaveCount(14);
        var costs = new List<int>();
        var latencies = new List<double>();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var before = node.AnchorRequests.Count;
            await bench.Protocol.ReleaseAsync(epoch);
            var released = Stopwatch.GetTimestamp();
            await node.OutcomesAsync(epoch, Stage.RelayerSend);
            await node.OutcomesAsync(epoch, Stage.SnapshotFinalize);
            costs.Add(node.AnchorRequests.Count - before);
            var sent = node.AllRequests.Last(static one => one.Info.Calls.ContainsKey("eth_sendRawTransaction")).At;
            latencies.Add(Stopwatch.GetElapsedTime(released, sent).TotalMilliseconds);
            if (epoch == epochs) Tell(node, released);
        }

        output.WriteLine($"requests per epoch: {string.Join(' ', costs)}");
        output.WriteLine($"release to last submission sent, ms: {string.Join(' ', latencies.Select(static ms => ms.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))}, median {latencies.Order().ElementAt(epochs / 2):0}");
        // Each block that a slow machine lets pass meanwhile adds looks at receipts, so that the epoch with the fewest tells the cost.
        costs.Skip(2).Min().Should().BeLessThanOrEqualTo(10);
        node.AnchorRequests.Skip(costs[0]).Should().NotContain(static request => request.Calls.ContainsKey("eth_chainId"), "it is known from the first epoch on");
    }

    private void Tell(AnchoredNode node, long released)
    {
        foreach (var (at, request) in node.AllRequests.Where(one => one.At > released))
        {
            output.WriteLine($"{Stopwatch.GetElapsedTime(released, at).TotalMilliseconds,6:0.0} ms: {request.Endpoint} {request.Purpose}, {string.Join(", ", request.Calls.Select(static call => $"{call.Value} {call.Key}"))}, {request.Duration.TotalMilliseconds:0.0} ms");
        }
    }
}

using Snapshotter.Api.SyntheticChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

public sealed class SyntheticReplayTests
{
    [Fact]
    public async Task A_thousand_pairs_cost_four_requests_per_epoch_at_most()
    {
        using var folder = new TemporaryFolder();
        var options = new SyntheticChainOptions(Pairs: 1000, Blocks: 30) { ReservesEvery = 10 };
        SyntheticChain.Write(options, folder.PathOf("chain"), folder.PathOf("config"));

        var replay = await Replay.RunAsync(folder.PathOf("chain"), folder.PathOf("config"), options.FirstBlock, 10, null);

        replay.Snapshots.Should().HaveCount(3 * 2000).And.OnlyContain(line => (string)line["status"]! == "ok");
        replay.Costs.Should().HaveCount(3);
        foreach (var cost in replay.Costs.Skip(1))
        {
            ((int)cost["httpRequests"]!).Should().BeLessThanOrEqualTo(4);
            ((int)cost["totalCalls"]!).Should().BeLessThanOrEqualTo(12);
        }
    }

    [Fact]
    public async Task A_synthetic_chain_gives_the_same_bytes_from_logs_and_from_calls_and_every_time()
    {
        using var folder = new TemporaryFolder();
        var options = new SyntheticChainOptions(Pairs: 5, Blocks: 12) { TradesPerBlock = 6 };
        SyntheticChain.Write(options, folder.PathOf("a"), folder.PathOf("config"));
        SyntheticChain.Write(options, folder.PathOf("b"), folder.PathOf("config"));

        foreach (var file in Directory.GetFiles(folder.PathOf("a"))) File.ReadAllBytes(file).Should().Equal(File.ReadAllBytes(folder.PathOf("b", Path.GetFileName(file))));
        var logs = await Replay.RunAsync(folder.PathOf("a"), folder.PathOf("config"), options.FirstBlock, 4, null);
        var calls = await Replay.RunAsync(folder.PathOf("b"), folder.PathOf("config"), options.FirstBlock, 4, null, "calls");
        logs.Snapshots.Should().HaveCount(30);
        foreach (var line in logs.Snapshots)
        {
            ((string)line["status"]!).Should().Be("ok", line.ToJsonString());
            ((string)line["text"]!).Should().Be((string)calls.Of((long)line["epochId"]!, (string)line["projectId"]!)["text"]!);
        }
    }
}

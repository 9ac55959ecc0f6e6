using System.Text.Json.Nodes;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>Recorded chains through the whole node, byte for byte against what the original built of them, and what that costs.</summary>
public sealed class GoldenReplayTests
{
    private const int EpochSize = 10;

    private static readonly string[] Types = ["pairContract_pair_total_reserves", "pairContract_trade_volume"];

    [Theory]
    [InlineData("default7", "logs", 540, 0)]
    [InlineData("default7", "calls", 540, 0)]
    [InlineData("all15", "logs", 1166, 4)]
    [InlineData("all15", "calls", 1166, 4)]
    public async Task Every_base_snapshot_of_the_local_chain_is_that_of_the_original(string config, string reads, int built, int failed)
    {
        var replay = await Replay.RunAsync(Repository.Golden("chain"), Repository.Golden("config", config), 501, EpochSize, 64, reads);

        var compared = new Dictionary<string, int> { ["ok"] = 0, ["failed"] = 0 };
        foreach (var line in Lines("snapshots", "base").Where(line => replay.Holds((long)line["epochId"]!, (string)line["projectId"]!)))
        {
            replay.Expect(line, (long)line["epochId"]!);
            compared[(string)line["status"]!]++;
        }

        compared.Should().Equal(new Dictionary<string, int> { ["ok"] = built, ["failed"] = failed });
        replay.Costs.Should().HaveCount(64);
        if (reads == "calls") return;
        // 4 and 23, and one more where a project type comes to its questions when those of the other are on their way.
        Requests(replay.Costs[0]).Should().BeLessThanOrEqualTo(config == "default7" ? 5 : 24);
        // Of all15 one pair comes into being in epoch 6, and until then each epoch asks whether it has.
        foreach (var cost in replay.Costs.Skip(1)) ExpectSteady(cost, config == "default7" || (long)cost["epochId"]! > 7 ? EpochSize + 1 : 17);
    }

    [Fact]
    public async Task Every_other_range_of_blocks_gives_the_bytes_of_the_original()
    {
        var compared = 0;
        foreach (var range in Lines("snapshots", "ranges").GroupBy(line => (Begin: (long)line["begin"]!, End: (long)line["end"]!)))
        {
            var replay = await Replay.RunAsync(Repository.Golden("chain"), Repository.Golden("config", "all15"), range.Key.Begin, (int)(range.Key.End - range.Key.Begin + 1), 1);
            foreach (var line in range)
            {
                replay.Expect(line, epochId: 1);
                compared++;
            }
        }

        compared.Should().Be(90);
    }

    [Fact]
    public async Task Real_mainnet_blocks_give_the_bytes_of_the_original()
    {
        var replay = await MainnetAsync(2, "logs");
        var compared = 0;
        foreach (var line in Lines("mainnet-17686110", "size2"))
        {
            replay.Expect(line, (long)line["epochId"]!);
            compared++;
        }

        compared.Should().Be(176);
        replay.Costs.Should().HaveCount(11);
        foreach (var cost in replay.Costs.Skip(1)) ExpectSteady(cost, 3);
    }

    [Theory]
    [InlineData(1, 23)]
    [InlineData(5, 4)]
    [InlineData(23, 1)]
    public async Task Any_epoch_size_gives_the_same_bytes_from_logs_and_from_calls(int epochSize, int epochs)
    {
        var (logs, calls) = (await MainnetAsync(epochSize, "logs"), await MainnetAsync(epochSize, "calls"));

        logs.Snapshots.Should().HaveCount(epochs * 36);
        foreach (var line in logs.Snapshots)
        {
            ((string)line["status"]!).Should().Be("ok");
            var same = calls.Of((long)line["epochId"]!, (string)line["projectId"]!);
            ((string)line["text"]!).Should().Be((string)same["text"]!);
        }
    }

    private static Task<Replay> MainnetAsync(int epochSize, string reads) =>
        Replay.RunAsync(Repository.PathOf("samples", "mainnet-17686110"), Repository.PathOf("config"), 17686110, epochSize, null, reads);

    private static IEnumerable<JsonObject> Lines(params string[] folder) =>
        Types.SelectMany(type => Repository.ReadJsonLines(Repository.Golden([.. folder, $"{type}.jsonl.gz"])));

    private static void ExpectSteady(JsonObject cost, int? calls)
    {
        Requests(cost).Should().BeLessThanOrEqualTo(2, $"epoch {cost["epochId"]} is in the steady state");
        if (calls is { } most) ((int)cost["totalCalls"]!).Should().BeLessThanOrEqualTo(most, $"epoch {cost["epochId"]} is in the steady state: {cost}");
    }

    private static int Requests(JsonObject cost) => (int)cost["httpRequests"]!;
}

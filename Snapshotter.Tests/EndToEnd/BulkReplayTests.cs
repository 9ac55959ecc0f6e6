using System.Text.Json.Nodes;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>Bulk types through the whole node: nobody listed their projects, and an epoch costs one request however many there are.</summary>
public sealed class BulkReplayTests
{
    private static readonly string[] Quests =
    [
        "bungee_bridge", "owlto_bridge", "quickswap_usdc_swap", "quickswap_dai_swap", "quickswap_eth_usdc_lp", "safe_create", "safe_add_owner",
    ];

    [Fact]
    public async Task Every_quest_snapshot_of_the_local_chain_is_that_of_the_original()
    {
        var replay = await Replay.RunAsync(Repository.Golden("zkevm"), Repository.PathOf("config", "zkevm-quests"), 8_000_001, 1, 60);

        var projects = 0;
        foreach (var quest in Quests)
        {
            // The golden run had another namespace. Where a project has several snapshots in an epoch, the order is that of a hash table there.
            var lines = Repository.ReadJsonLines(Repository.Golden("zkevm", $"zkevm_{quest}.jsonl.gz"))
                .GroupBy(static line => (EpochId: (long)line["epochId"]!, ProjectId: ((string)line["projectId"]!).Replace(":ZKEVM_QUESTS", ":1101", StringComparison.Ordinal)));
            foreach (var project in lines)
            {
                var built = replay.Of(project.Key.EpochId, project.Key.ProjectId);
                project.Select(static line => (string)line["text"]!).Should().Contain((string)built["text"]!);
                project.Select(static line => (string)line["cid"]!).Should().Contain((string)built["cid"]!);
                projects++;
            }
        }

        projects.Should().Be(87);
        replay.Snapshots.Count(static line => (long)line["epochId"]! % 10 is not (3 or 6 or 9)).Should().Be(87, "nothing else is built");
        replay.Snapshots.Should().OnlyContain(static line => (string)line["status"]! == "ok");
    }

    [Fact]
    public async Task The_mainnet_sample_gives_every_pair_that_traded_at_one_request_an_epoch()
    {
        var replay = await Replay.RunAsync(Repository.PathOf("samples", "mainnet-17686110"), Repository.PathOf("config", "traded-pairs"), 17686110, 1, 23);

        replay.Snapshots.Should().OnlyContain(static line => (string)line["status"]! == "ok");
        Pairs(replay, "traded_pair").Should().HaveCount(204);
        Pairs(replay, "traded_pair_of_any_factory").Should().HaveCount(242).And.Contain(Pairs(replay, "traded_pair"));
        replay.Costs.Should().HaveCount(23);
        replay.Costs.Skip(1).Should().OnlyContain(static cost => Requests(cost) == 1, "the first epoch tells what the others are read with");
    }

    private static HashSet<string> Pairs(Replay replay, string projectType) =>
        [.. replay.Snapshots.Select(static line => ((string)line["projectId"]!).Split(':')).Where(parts => parts[0] == projectType).Select(static parts => parts[1])];

    private static int Requests(JsonObject cost) => (int)cost["httpRequests"]!;
}

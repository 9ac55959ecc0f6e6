using System.Text.Json.Nodes;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Api.CommandLine;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>A whole network of real processes, one of which errs in each way.</summary>
public sealed class LocalNetworkTests
{
    [Theory]
    [InlineData("none", 32, 0, 0)]
    [InlineData("wrong", 0, 32, 0)]
    [InlineData("late", 0, 0, 32)]
    [InlineData("silent", 0, 0, 32)]
    public async Task The_right_cids_become_final_and_the_node_that_errs_says_so_of_itself(string fault, int successful, int incorrect, int missed)
    {
        using var folder = new TemporaryFolder();
        var (projects, report) = (folder.PathOf("config"), folder.PathOf("report.json"));
        Directory.CreateDirectory(projects);
        foreach (var name in new[] { "projects.json", "preloader.json", "settings.json" }) File.Copy(Repository.PathOf("config", name), Path.Combine(projects, name));
        await File.WriteAllTextAsync(Path.Combine(projects, "aggregator.json"), """{"config": []}""");

        var run = await Executable.RunAsync(
            new Dictionary<string, string> { ["SNAPSHOTTER_TOOLS"] = Anvil.ToolsFolder() },
            "network", "--epochs", "2", "--pace", "0.5", "--faulty", fault, "--config", projects, "--data", folder.PathOf("data"), "--report", report);

        run.ExitCode.Should().Be(0, $"{run.Output}{run.Error}");
        var written = JsonNode.Parse(await File.ReadAllTextAsync(report))!;
        ((bool)written["passed"]!).Should().BeTrue();
        written["epochs"]!.AsArray().Should().HaveCount(2).And.OnlyContain(static epoch => (int)epoch!["finalized"]! == 16);
        var nodes = written["nodes"]!.AsArray();
        foreach (var honest in nodes.Take(2)) Totals(honest!).Should().Be((32, 0, 0));
        Totals(nodes[2]!).Should().Be((successful, incorrect, missed));
    }

    [Fact]
    public async Task Nodes_agree_on_a_source_that_trades_and_their_snapshots_tell_of_the_trades()
    {
        using var folder = new TemporaryFolder();
        var (data, report) = (folder.PathOf("data"), folder.PathOf("report.json"));

        var run = await Executable.RunAsync(
            new Dictionary<string, string> { ["SNAPSHOTTER_TOOLS"] = Anvil.ToolsFolder() },
            "network", "--source", "live", "--seed", "7", "--epochs", "2", "--pace", "0.3", "--data", data, "--report", report);

        run.ExitCode.Should().Be(0, $"{run.Output}{run.Error}");
        var written = JsonNode.Parse(await File.ReadAllTextAsync(report))!;
        written["epochs"]!.AsArray().Should().HaveCount(2).And.OnlyContain(static epoch => (int)epoch!["finalized"]! == 12);
        foreach (var node in written["nodes"]!.AsArray()) Totals(node!).Should().Be((24, 0, 0));
        foreach (var epoch in new[] { 1, 2 }) await TellsOfTradesAsync(Path.Combine(data, "node-1", "data"), epoch);
    }

    [Fact]
    public async Task A_seed_belongs_to_a_source_that_trades()
    {
        var refused = await Cli.RunAsync("network", "--seed", "7");
        refused.ExitCode.Should().Be(2);
        refused.Error.Should().Contain("--source live");
    }

    [Fact]
    public async Task A_faulty_node_needs_a_majority_beside_it()
    {
        var refused = await Cli.RunAsync("network", "--nodes", "2", "--faulty", "wrong");
        refused.ExitCode.Should().Be(2);
        refused.Error.Should().Contain("--nodes of at least 3");
    }

    [Fact]
    public async Task More_epochs_than_are_recorded_are_refused()
    {
        var refused = await Cli.RunAsync("network", "--epochs", "12");
        refused.ExitCode.Should().Be(2);
        refused.Error.Should().Contain("11 epochs");
    }

    private static async Task TellsOfTradesAsync(string data, long epoch)
    {
        await using var state = SqliteStateStore.Open(data);
        await using var content = SqliteContentStore.Open(data);
        var built = await state.BuiltAsync(epoch, default);
        built.Should().HaveCount(12);
        foreach (var snapshot in built)
        {
            var json = JsonNode.Parse((await content.GetAsync(snapshot.Cid, default))!.Value.Span)!;
            if (snapshot.ProjectId.Contains("trade_volume", StringComparison.Ordinal))
            {
                ((double)json["totalTrade"]!).Should().BeGreaterThan(0);
                json["events"]!["Swap"]!["logs"]!.AsArray().Should().HaveCountGreaterThanOrEqualTo(10, "every block has a swap");
            }
            else
            {
                json["token0ReservesUSD"]!.AsObject().Should().HaveCount(10).And.OnlyContain(static block => (double)block.Value! > 100_000);
            }
        }
    }

    private static (int Successful, int Incorrect, int Missed) Totals(JsonNode node) => (
        (int)node["accounts"]!["totalSuccessfulSubmissions"]!, (int)node["accounts"]!["totalIncorrectSubmissions"]!, (int)node["accounts"]!["totalMissedSubmissions"]!);
}

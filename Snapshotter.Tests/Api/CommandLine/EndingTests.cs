using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Api.CommandLine;

/// <summary>Verbs that start processes of their own are told to end, by the signal that nobody inherits as ignored.</summary>
public sealed class EndingTests
{
    [Fact]
    public async Task Chaos_ends_with_all_that_it_started_and_reports_what_had_ended()
    {
        using var folder = new TemporaryFolder();
        var report = folder.PathOf("report.json");
        await using var chaos = Executable.Start(Tools, "chaos", "--seed", "1", "--runs", "1000", "--parallel", "2", "--report", report);
        var started = await chaos.DescendantsAsync(atLeast: 2);

        await chaos.EndAsync();

        await Patience.UntilAsync(() => !Array.Exists(started, ProcessTable.IsAlive));
        File.Exists(report).Should().BeTrue();
    }

    [Fact]
    public async Task A_network_ends_with_all_that_it_started()
    {
        await using var network = Executable.Start(Tools, "network", "--nodes", "2", "--pace", "1");
        var started = await network.DescendantsAsync(atLeast: 3);

        await network.EndAsync();

        await Patience.UntilAsync(() => !Array.Exists(started, ProcessTable.IsAlive));
    }

    private static Dictionary<string, string> Tools => new() { ["SNAPSHOTTER_TOOLS"] = Anvil.ToolsFolder() };
}

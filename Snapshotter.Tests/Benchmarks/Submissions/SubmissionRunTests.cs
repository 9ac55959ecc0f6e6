using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Benchmarks.EndToEnd.Submissions;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.Benchmarks.Submissions;

public sealed class SubmissionRunTests
{
    [Fact]
    public async Task Ten_nodes_submit_a_hundred_projects_through_narrow_blocks_and_nothing_is_lost_late_or_double()
    {
        using var folder = new TemporaryFolder();
        // Full blocks, so that the price of gas climbs past what the first transactions pay.
        var load = new SubmissionLoad(Pairs: 100, Nodes: 10)
        {
            BlockGasLimit = 6_000_000,
            Window = 10_000,
            Settings = new Dictionary<string, string?> { ["Transactions:StuckAfter"] = "00:00:03" },
        };
        var number = 0;

        var (epochs, snapshotters) = await SubmissionRun.RunAsync(load, Anvil.FindTool(), () => Directory.CreateDirectory(folder.PathOf($"node-{number++}")).FullName, CancellationToken.None);

        var epoch = epochs.Should().ContainSingle().Subject;
        snapshotters.Should().HaveCount(10);
        epoch.Faults(load, snapshotters).Should().BeEmpty();
        epoch.Chain.Counted.Should().HaveCount(1000);
        epoch.Chain.Finalized.Should().HaveCount(100);
        epoch.Chain.Blocks.Should().BeGreaterThan(10, "so much does not fit into fewer");
    }
}

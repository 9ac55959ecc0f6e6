using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class ConsensusTests
{
    [Fact]
    public async Task Snapshots_become_final_when_other_snapshotters_agree()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync();

        await bench.Protocol.ReleaseAsync(1);
        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        foreach (var id in node.ProjectIds) await bench.Protocol.SubmitAsync(bench.Others[0], 1, id, (await node.BuiltAsync(1, id)).ToString());
        (await node.OutcomesAsync(1, Stage.SnapshotFinalize)).Values.Should().AllBeEquivalentTo((string?)null);

        foreach (var id in node.ProjectIds)
        {
            (await node.State.FinalizedCidAsync(1, id, default)).Should().Be(await node.BuiltAsync(1, id));
            (await node.ReportAsync(1, id, SubmissionOutcome.Successful)).Reason.Should().BeEmpty();
        }

        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(node.ProjectIds.Count);
    }

    [Fact]
    public async Task Another_cid_that_becomes_final_is_counted_as_incorrect_and_takes_the_place_of_the_own()
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        await using var node = await bench.StartedAsync();
        var foreign = Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy");
        var project = node.ProjectIds[0];

        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);
        foreach (var other in bench.Others) await bench.Protocol.SubmitAsync(other, 1, project, foreign.ToString());

        var report = await node.ReportAsync(1, project, SubmissionOutcome.Incorrect);
        report.SubmittedCid.Should().Be(await node.BuiltAsync(1, project));
        report.FinalizedCid.Should().Be(foreign);
        (await node.State.FinalizedCidAsync(1, project, default)).Should().Be(foreign);
        (await node.State.SubmissionTotalsAsync(default)).Single(totals => totals.ProjectId == project).Incorrect.Should().Be(1);
    }

    [Fact]
    public async Task Nothing_is_submitted_after_the_window_and_every_project_says_so()
    {
        await using var bench = await ConsensusBench.StartAsync(window: 3);
        await using (var node = await bench.StartedAsync()) await bench.Protocol.ReleaseAsync(1);
        await bench.Anvil.AskAsync("anvil_mine", "0x5");

        await using var again = bench.Start();
        await bench.Protocol.ReleaseAsync(2);
        var outcomes = await again.OutcomesAsync(1, Stage.RelayerSend);

        outcomes.Values.Should().OnlyContain(static reason => reason!.StartsWith("The submission window closed", StringComparison.Ordinal));
        (await again.ReportAsync(1, again.ProjectIds[0], SubmissionOutcome.Missed)).Reason.Should().StartWith("The submission window closed");
    }

    [Fact]
    public async Task Without_a_websocket_polling_brings_the_same()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync(hears: false);

        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);
        foreach (var id in node.ProjectIds) await bench.Protocol.SubmitAsync(bench.Others[0], 1, id, (await node.BuiltAsync(1, id)).ToString());

        (await node.OutcomesAsync(1, Stage.SnapshotFinalize)).Values.Should().AllBeEquivalentTo((string?)null);
    }

    [Fact]
    public async Task A_snapshot_that_is_built_after_the_decision_is_compared_with_it()
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        var foreign = Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy");
        string project;
        await using (var node = await bench.StartedAsync()) project = node.ProjectIds[0];
        await bench.Protocol.ReleaseAsync(1);
        foreach (var other in bench.Others) await bench.Protocol.SubmitAsync(other, 1, project, foreign.ToString());

        // A node without any epoch takes up the first one it hears of.
        await using var again = bench.Start();

        var report = await again.ReportAsync(1, project, SubmissionOutcome.Incorrect);
        report.SubmittedCid.Should().Be(await again.BuiltAsync(1, project));
        report.FinalizedCid.Should().Be(foreign);
    }
}

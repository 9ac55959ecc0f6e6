using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class ReorganisationTests
{
    private static readonly Cid First = Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy");
    private static readonly Cid Second = Cid.Parse("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_in_blocks_that_were_replaced_is_undone_and_another_takes_its_place(bool hears)
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        await using var node = await bench.StartedAsync(hears: hears);
        var project = node.ProjectIds[0];
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);
        foreach (var other in bench.Others) await bench.Protocol.SubmitAsync(other, 1, project, First.ToString());
        await node.ReportAsync(1, project, SubmissionOutcome.Incorrect);

        await bench.Anvil.ReorganiseAsync(3);
        await node.UntilAsync(async () => await node.State.FinalizedCidAsync(1, project, default) is null ? "undone" : null);
        (await node.State.SubmissionTotalsAsync(default)).Single(totals => totals.ProjectId == project).Incorrect.Should().Be(0);
        foreach (var other in bench.Others) await bench.Protocol.SubmitAsync(other, 1, project, Second.ToString());

        var report = await node.ReportAsync(1, project, SubmissionOutcome.Incorrect);
        report.FinalizedCid.Should().Be(Second);
        (await node.State.FinalizedCidAsync(1, project, default)).Should().Be(Second);
    }

    [Fact]
    public async Task An_epoch_that_is_released_again_in_another_block_keeps_what_was_built()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync(hears: false);
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);
        var before = (await node.State.EpochAsync(1, default))!;

        var depth = await bench.Anvil.HeadAsync() - before.AnchorBlock + 1;
        await bench.Anvil.ReorganiseAsync((int)depth);
        await bench.Protocol.ReleaseAsync(1);

        var after = await node.UntilAsync(async () => await node.State.EpochAsync(1, default) is { } epoch && epoch.AnchorBlock != before.AnchorBlock ? epoch : null);
        after.Epoch.Should().Be(before.Epoch);
        (await node.State.BuiltAsync(1, default)).Should().HaveCount(node.ProjectIds.Count);
    }

    [Fact]
    public async Task An_epoch_that_is_released_again_with_other_blocks_is_built_anew()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync(hears: false);
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);
        var released = (await node.State.EpochAsync(1, default))!;
        var before = await node.BuiltAsync(1, node.ProjectIds[0]);

        await bench.Anvil.ReorganiseAsync((int)(await bench.Anvil.HeadAsync() - released.AnchorBlock + 1));
        await bench.Protocol.CallAsync("releaseEpoch", 601, 610);

        await node.UntilAsync(async () => await node.State.EpochAsync(1, default) is { Epoch.Begin: 601 } epoch ? epoch : null);
        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        (await node.BuiltAsync(1, node.ProjectIds[0])).Should().NotBe(before);
    }
}

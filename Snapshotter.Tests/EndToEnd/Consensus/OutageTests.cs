using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class OutageTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_long_outage_of_the_anchor_chain_every_epoch_and_decision_is_taken_up_once(bool hears)
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        await using var link = new CuttableLink(bench.Anvil.Url);
        await using var node = await bench.StartedAsync(new() { ["Protocol:MaxLogBlocks"] = "50" }, hears, link.Url);
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);

        link.Cut();
        for (var epoch = 2; epoch <= 5; epoch++)
        {
            await bench.Protocol.ReleaseAsync(epoch);
            await bench.Anvil.AskAsync("anvil_mine", "0x64");
        }

        var foreign = Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy");
        foreach (var other in bench.Others) await bench.Protocol.SubmitAsync(other, 3, node.ProjectIds[1], foreign.ToString());
        await bench.Anvil.AskAsync("anvil_mine", "0x64");
        var down = await node.UntilAsync(async () => await node.StatusAsync() is { Ready: false } status ? status : null);
        down.Stages.Single(static stage => !stage.Ok).Stage.Should().Be("ANCHOR_HEAD");

        link.Mend();
        for (var epoch = 2; epoch <= 5; epoch++)
        {
            var outcomes = await node.OutcomesAsync(epoch, Stage.RelayerSend);
            outcomes.Count(static outcome => outcome.Value is null).Should().Be(outcomes.Count, $"epoch {epoch} is still in its window");
        }

        await node.UntilAsync<object>(async () => await node.State.FinalizedCidAsync(3, node.ProjectIds[1], default));
        (await node.State.FinalizedCidAsync(3, node.ProjectIds[1], default)).Should().Be(foreign);
        await node.UntilAsync(async () => await node.StatusAsync() is { Ready: true } status ? status : null);
        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(5 * node.ProjectIds.Count);
    }

    [Fact]
    public async Task Epochs_that_were_released_while_the_node_was_down_are_built_when_it_is_back()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using (var node = await bench.StartedAsync())
        {
            await bench.Protocol.ReleaseAsync(1);
            await node.OutcomesAsync(1, Stage.RelayerSend);
        }

        for (var epoch = 2; epoch <= 4; epoch++) await bench.Protocol.ReleaseAsync(epoch);
        await bench.Protocol.CallAsync("forceSkipEpoch", 501 + (6 * 10), 500 + (7 * 10));

        await using var again = bench.Start();
        foreach (var epoch in new long[] { 2, 3, 4, 7 }) (await again.OutcomesAsync(epoch, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        (await again.State.EpochAsync(5, default)).Should().BeNull("it was skipped");
        (await again.State.EpochAsync(7, default))!.Epoch.Begin.Should().Be(561);
    }
}

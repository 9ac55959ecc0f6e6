using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class SecondGenerationTests
{
    [Fact]
    public async Task A_batch_of_the_sequencer_decides_on_what_was_signed_for_a_slot()
    {
        await using var bench = await ConsensusBench.StartAsync();
        var market = await MarketOnAnvil.DeployAsync(bench.Anvil);
        await using var relayer = await ScriptedRelayer.StartAsync(static (_, _) => Task.FromResult(200));
        await using var node = await bench.StartedAsync(new()
        {
            ["Protocol:Kind"] = "V2",
            ["Protocol:Address"] = market.Protocol.ToString(),
            ["Protocol:DataMarket"] = market.Market.ToString(),
            ["Protocol:Submitter"] = "Relayer",
            ["Protocol:Slot"] = "4036",
            ["Relayer:Url"] = relayer.Url,
        });
        var foreign = Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy");

        await market.CallAsync("releaseEpoch", 501, 510);
        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        var cids = new List<object?>();
        foreach (var id in node.ProjectIds.SkipLast(1)) cids.Add((await node.BuiltAsync(1, id)).ToString());
        cids.Add(foreign.ToString());
        await market.CallAsync("submitSubmissionBatch", "bafybatch", 1, node.ProjectIds.Cast<object?>().ToArray(), cids.ToArray(), Enumerable.Repeat((byte)7, 32).ToArray());

        (await node.OutcomesAsync(1, Stage.SnapshotFinalize)).Should().HaveCount(node.ProjectIds.Count);
        (await node.ReportAsync(1, node.ProjectIds[0], SubmissionOutcome.Successful)).FinalizedCid.Should().Be(await node.BuiltAsync(1, node.ProjectIds[0]));
        (await node.ReportAsync(1, node.ProjectIds[^1], SubmissionOutcome.Incorrect)).FinalizedCid.Should().Be(foreign);

        var body = relayer.Bodies.First();
        var request = new SubmissionRequest(4036, (long)body["request"]!["deadline"]!, (string)body["snapshotCid"]!, 1, (string)body["projectId"]!);
        var digest = SubmissionTypes.Digest(SubmissionForm.V2, SubmissionTypes.DomainSeparator(1, market.Protocol), request);
        Secp256k1.Default.TryRecover(digest, Signature.Parse(Hex.Decode((string)body["signature"]!)), out var signer).Should().BeTrue();
        signer.ToAddress().Should().Be(bench.Own.Address);
    }
}

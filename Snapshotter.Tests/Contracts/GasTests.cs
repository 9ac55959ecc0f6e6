using System.Globalization;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Contracts;

namespace Snapshotter.Tests.Contracts;

/// <summary>What every call costs, on the local chain, where it is the same each time.</summary>
public sealed class GasTests
{
    private readonly List<string> _rows = [];

    [Fact]
    public async Task The_table_of_gas_is_what_the_calls_cost()
    {
        await MeasureV1Async();
        await MeasureV2Async();

        var page = await File.ReadAllLinesAsync(Repository.PathOf("contracts", "gas.md"));
        var documented = page.Where(static line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[^3])).ToArray();
        if (!documented.SequenceEqual(_rows)) Assert.Fail($"The rows of contracts/gas.md should be:\n{string.Join('\n', _rows)}");
    }

    private async Task MeasureV1Async()
    {
        var rig = new V1Rig();
        await rig.InitializeAsync();
        await rig.ResetAsync();
        try
        {
            Row("ProtocolStateV1", "deployment", rig.State.DeploymentGas);
            Row("ProtocolStateV1", "updateAllSnapshotters, 8 new", (await rig.AllowAsync(8)).GasUsed);
            Row("ProtocolStateV1", "updateAllProjects, 1 new", (await rig.State.SendAsync(rig.Owner, "updateAllProjects", new[] { V1Rig.Project }, new[] { true })).GasUsed);
            Row("ProtocolStateV1", "releaseEpoch, the first", (await rig.State.SendAsync(rig.Owner, "releaseEpoch", 17_000_001, 17_000_010)).GasUsed);
            Row("ProtocolStateV1", "releaseEpoch", (await rig.State.SendAsync(rig.Owner, "releaseEpoch", 17_000_011, 17_000_020)).GasUsed);
            Row("ProtocolStateV1", "submitSnapshot, the project's first ever", (await rig.SubmitAsync(0, V1Rig.CidA, epochId: 1)).GasUsed);
            Row("ProtocolStateV1", "submitSnapshot, the epoch's first", (await rig.SubmitAsync(0, V1Rig.CidA, epochId: 2)).GasUsed);
            Row("ProtocolStateV1", "submitSnapshot, another that agrees", (await rig.SubmitAsync(1, V1Rig.CidA, epochId: 2)).GasUsed);
            Row("ProtocolStateV1", "submitSnapshot, another that differs", (await rig.SubmitAsync(2, V1Rig.CidB, epochId: 2)).GasUsed);
            await rig.State.SendAsync(rig.Owner, "updateSnapshotSubmissionWindow", 1_000);
            await rig.SubmitAsync(3, V1Rig.CidA, epochId: 2);
            Row("ProtocolStateV1", "submitSnapshot, the one that decides", (await rig.SubmitAsync(4, V1Rig.CidA, epochId: 2)).GasUsed);
            Row("ProtocolStateV1", "submitSnapshot, after the decision", (await rig.SubmitAsync(5, V1Rig.CidA, epochId: 2)).GasUsed);
            Row("ProtocolStateV1", "submitSnapshot with a slot, another that agrees", (await rig.State.SendAsync(rig.Relayer, V1Rig.SubmitWithSlot, rig.ArgumentsWithSlot(V1Rig.Snapshotters[1], 4036, V1Rig.CidA))).GasUsed);
            await rig.State.SendAsync(rig.Owner, "updateSnapshotSubmissionWindow", 1);
            Row("ProtocolStateV1", "submitSnapshot, late, which completes", (await rig.SubmitAsync(2, V1Rig.CidA, epochId: 1)).GasUsed);
            Row("ProtocolStateV1", "submitSnapshot, late", (await rig.SubmitAsync(3, V1Rig.CidA, epochId: 1)).GasUsed);
            Row("ProtocolStateV1", "forceCompleteConsensusSnapshot, in vain", (await rig.State.SendAsync(rig.Stranger, "forceCompleteConsensusSnapshot", V1Rig.Project, 1)).GasUsed);
            await rig.State.SendAsync(rig.Owner, "updateSnapshotSubmissionWindow", 1_000);
            foreach (var snapshotter in new[] { 0, 1 }) await rig.SubmitAsync(snapshotter, V1Rig.CidA, epochId: 1, project: "another");
            await rig.State.SendAsync(rig.Owner, "updateSnapshotSubmissionWindow", 1);
            Row("ProtocolStateV1", "forceCompleteConsensusSnapshot", (await rig.State.SendAsync(rig.Stranger, "forceCompleteConsensusSnapshot", "another", 1)).GasUsed);
        }
        finally
        {
            await rig.DisposeAsync();
        }
    }

    private async Task MeasureV2Async()
    {
        var rig = new V2Rig();
        await rig.InitializeAsync();
        await rig.ResetAsync();
        try
        {
            await MeasureMarketAsync(rig);
            await MeasureRewardsAsync(rig);
        }
        finally
        {
            await rig.DisposeAsync();
        }
    }

    private async Task MeasureMarketAsync(V2Rig rig)
    {
        Row("DataMarketFactory", "deployment", (await rig.Chain.DeployAsync(ContractArtifact.DataMarketFactory)).DeploymentGas);
        Row("ProtocolStateV2", "deployment", rig.State.DeploymentGas);
        Row("ProtocolStateV2", "createDataMarket", rig.Market.DeploymentGas);
        await rig.AllowAsync(3);
        await rig.State.SendAsync(rig.MarketOwner, "updateAttestationSubmissionWindow", rig.Market.Address, 3_000);
        await rig.State.SendAsync(rig.MarketOwner, "updateBatchSubmissionWindow", rig.Market.Address, 2_000);
        Row("ProtocolStateV2", "releaseEpoch, the first", (await rig.State.SendAsync(rig.EpochManager, "releaseEpoch", rig.Market.Address, 17_000_001, 17_000_010)).GasUsed);
        Row("ProtocolStateV2", "releaseEpoch", (await rig.ReleaseAsync()).GasUsed);
        await rig.ReleaseAsync();
        Row("ProtocolStateV2", "releaseEpoch, a new day", (await rig.ReleaseAsync()).GasUsed);

        foreach (var count in new[] { 1, 10, 50 })
        {
            var projects = count == 1 ? "1 project" : $"{count} projects";
            // The projects' first epoch costs more than those that follow.
            await SubmitAsync(rig, count, epochId: 3);
            Row("ProtocolStateV2", $"submitSubmissionBatch, {projects}", await SubmitAsync(rig, count, epochId: 4));
            Row("ProtocolStateV2", $"submitBatchAttestation, {projects}", (await rig.AttestAsync(0, $"batch-{count}-4", V2Rig.Root, epochId: 4)).GasUsed);
            Row("ProtocolStateV2", $"submitBatchAttestation, {projects}, the one that decides", (await rig.AttestAsync(1, $"batch-{count}-4", V2Rig.Root, epochId: 4)).GasUsed);
            await rig.AttestAsync(0, $"batch-{count}-3", V2Rig.OtherRoot, epochId: 3);
            Row("ProtocolStateV2", $"submitBatchAttestation, {projects}, the one that takes back", (await rig.AttestAsync(1, $"batch-{count}-3", V2Rig.OtherRoot, epochId: 3)).GasUsed);
        }

        Row("ProtocolStateV2", "endBatchSubmissions", (await rig.State.SendAsync(rig.Sequencer, "endBatchSubmissions", rig.Market.Address, 4)).GasUsed);
    }

    private async Task MeasureRewardsAsync(V2Rig rig)
    {
        Row("SnapshotterState", "deployment", rig.Nodes.DeploymentGas);
        Row("SnapshotterState", "mintNodes, 50", (await rig.Nodes.SendAsync(rig.ProtocolOwner, "mintNodes", rig.Stranger, 50)).GasUsed);
        int[] slots = [.. Enumerable.Range(1, 50)];
        var signer = V1Rig.Snapshotters[0].Address;
        Row("SnapshotterState", "assignSnapshotterToNodeBulkAdmin, 50", (await rig.Nodes.SendAsync(rig.ProtocolOwner, "assignSnapshotterToNodeBulkAdmin", slots, slots.Select(_ => signer).ToArray())).GasUsed);
        await rig.State.SendAsync(rig.MarketOwner, "updateRewardPoolSize", rig.Market.Address, 1_000_000);
        Row("ProtocolStateV2", "updateRewards, 50 slots on their way", (await UpdateRewardsAsync(rig, slots, 999, eligible: 0)).GasUsed);
        Row("ProtocolStateV2", "updateRewards, 50 slots that are rewarded", (await UpdateRewardsAsync(rig, slots, 1_000, eligible: 50)).GasUsed);
        (await rig.Chain.SendAsync(rig.ProtocolOwner, rig.State.Address, [], value: 1_000_000)).Succeeded.Should().BeTrue();
        Row("ProtocolStateV2", "claimRewards", (await rig.State.SendAsync(rig.Stranger, "claimRewards", rig.Stranger)).GasUsed);
    }

    private static async Task<long> SubmitAsync(V2Rig rig, int count, long epochId)
    {
        string[] projects = [.. Enumerable.Range(0, count).Select(index => $"pairContract_trade_volume:{new Address(Keccak256.Hash([(byte)count, (byte)index]).Bytes[12..])}:UNISWAPV2")];
        string[] cids = [.. Enumerable.Range(0, count).Select(static index => V1Rig.CidA[..^2] + index.ToString("00", CultureInfo.InvariantCulture))];
        var receipt = await rig.State.SendAsync(rig.Sequencer, "submitSubmissionBatch", rig.Market.Address, $"batch-{count}-{epochId}", epochId, projects, cids, V2Rig.Root);
        rig.State.EventsOf(receipt).Should().ContainSingle().Which.Should().StartWith("SnapshotBatchSubmitted");
        return receipt.GasUsed;
    }

    private static Task<Snapshotter.Ethereum.Models.TransactionReceipt> UpdateRewardsAsync(V2Rig rig, int[] slots, int submissions, int eligible) =>
        rig.State.SendAsync(rig.Sequencer, "updateRewards", rig.Market.Address, slots, slots.Select(_ => submissions).ToArray(), 2, eligible);

    private void Row(string contract, string call, long gas) => _rows.Add(string.Create(CultureInfo.InvariantCulture, $"| {contract} | {call} | {gas:N0} |"));
}

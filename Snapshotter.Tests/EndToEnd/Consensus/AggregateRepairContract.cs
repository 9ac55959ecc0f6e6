using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>The contract decides on another snapshot than this node built, and aggregates stand on it. Run over every state store.</summary>
public abstract class AggregateRepairContract : IDisposable
{
    private const string Disputed = "type:s0:NS";
    private const int Projects = 6;

    private static readonly string Aggregate = HashingComputes.Plan(withAggregates: true).Aggregates.Single().Over(Disputed, "NS").Id;

    private readonly ScriptedEndpoints _endpoints = new();
    private readonly RpcClient _source;
    private readonly List<TemporaryFolder> _folders = [];

    protected AggregateRepairContract()
    {
        _endpoints.OnCalls("a", ScriptedBlocks.Genesis.UpTo(600).Answer);
        _source = Clients.Create(Clients.Options("a"), _endpoints);
    }

    public void Dispose()
    {
        _source.Dispose();
        _endpoints.Dispose();
        foreach (var folder in _folders) folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The settings of a store that nobody else uses.</summary>
    private protected abstract Dictionary<string, string?> OwnStore();

    [Fact]
    public async Task Windows_after_a_decision_against_this_node_are_composed_of_what_was_decided()
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        await using var node = await StartAsync(bench, bench.Own, HashingComputes.Plan(withAggregates: true));

        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend, Projects);
        var own = await node.BuiltAsync(1, Disputed);
        var decided = await DecideAsync(bench, node);
        (await node.ReportAsync(1, Disputed, SubmissionOutcome.Incorrect)).SubmittedCid.Should().Be(own);

        await bench.Protocol.ReleaseAsync(2);
        await node.OutcomesAsync(2, Stage.RelayerSend, Projects);

        // As a node composes it that had the decided snapshot from the start.
        var expected = $$"""{"text":"{{await HashAsync(node, decided)}} {{await HashAsync(node, await node.BuiltAsync(2, Disputed))}}"}""";
        (await TextAsync(node, await node.BuiltAsync(2, Aggregate))).Should().Be(expected);
    }

    [Fact]
    public async Task A_node_that_erred_in_one_epoch_is_told_of_both_snapshots_and_agrees_with_the_others_from_the_next_on()
    {
        await using var bench = await ConsensusBench.StartAsync(others: 0);
        using var first = await bench.Anvil.FundedKeyAsync();
        using var second = await bench.Anvil.FundedKeyAsync();
        await bench.Protocol.AllowAsync(first, second);
        await using var erring = await StartAsync(bench, bench.Own, ErringOnce.In("s0"));
        await using var honest = await StartAsync(bench, first, HashingComputes.Plan(withAggregates: true));
        await using var other = await StartAsync(bench, second, HashingComputes.Plan(withAggregates: true));
        AnchoredNode[] nodes = [erring, honest, other];

        await bench.Protocol.ReleaseAsync(1);
        foreach (var node in nodes) (await node.OutcomesAsync(1, Stage.RelayerSend, Projects)).Values.Should().AllBeEquivalentTo((string?)null);
        foreach (var node in nodes) await node.OutcomesAsync(1, Stage.SnapshotFinalize, Projects);
        foreach (var project in (string[])[Disputed, Aggregate])
        {
            var decided = await honest.BuiltAsync(1, project);
            var report = await erring.ReportAsync(1, project, SubmissionOutcome.Incorrect);
            report.SubmittedCid.Should().Be(await erring.BuiltAsync(1, project)).And.NotBe(decided);
            report.FinalizedCid.Should().Be(decided);

            // What IPFS does for nodes that share it.
            await erring.Content.PutAsync(1, [(await honest.Content.GetAsync(decided, default))!.Value], default);
            (await TextAsync(erring, report.SubmittedCid!.Value)).Should().NotBe(await TextAsync(erring, report.FinalizedCid!.Value), "the account can show both");
        }

        await bench.Protocol.ReleaseAsync(2);
        foreach (var node in nodes) await node.OutcomesAsync(2, Stage.SnapshotFinalize, Projects);
        foreach (var node in nodes) await node.ReportAsync(2, Aggregate, SubmissionOutcome.Successful);
        (await TextAsync(erring, await erring.BuiltAsync(2, Aggregate))).Should().Contain(await HashAsync(honest, await honest.BuiltAsync(1, Disputed)), "the window holds the decided snapshot");
    }

    [Fact]
    public async Task An_aggregate_that_was_composed_before_the_decision_is_composed_anew_as_long_as_nothing_of_the_epoch_is_submitted()
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        var held = new HeldComposition("type:s2:NS", Disputed);
        await using var node = await StartAsync(bench, bench.Own, held.Plan);
        await bench.Protocol.ReleaseAsync(1);
        await node.UntilAsync(() => Task.FromResult(held.IsReached ? "composed" : null));

        var own = await node.BuiltAsync(1, Disputed);
        var decided = await DecideAsync(bench, node);
        await node.OutcomesAsync(1, Stage.SnapshotFinalize, 1);
        held.LetGo();
        await node.OutcomesAsync(1, Stage.RelayerSend, Projects);

        var aggregate = await node.BuiltAsync(1, Aggregate);
        (await TextAsync(node, aggregate)).Should().Be($$"""{"text":"{{await HashAsync(node, decided)}}"}""");
        (await bench.Protocol.AskAsync("maxSnapshotsCid", Aggregate, 1)).Get<string>(0).Should().Be(aggregate.ToString(), "it was submitted so");
        (await node.OutcomesAsync(1, Stage.SnapshotBuild, Projects)).Values.Should().AllBeEquivalentTo((string?)null);
        var report = await node.ReportAsync(1, Disputed, SubmissionOutcome.Incorrect);
        report.SubmittedCid.Should().Be(own);
        report.FinalizedCid.Should().Be(decided);
        (await ExtraAsync(node, 1, Aggregate)).Should().Be($$$"""{"decided":{"{{{Disputed}}}":"{{{decided}}}"}}""");
    }

    [Fact]
    public async Task An_aggregate_whose_decided_source_is_nowhere_to_be_had_is_not_submitted_and_says_so()
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        var held = new HeldComposition("type:s2:NS", Disputed);
        await using var node = await StartAsync(bench, bench.Own, held.Plan);
        await bench.Protocol.ReleaseAsync(1);
        await node.UntilAsync(() => Task.FromResult(held.IsReached ? "composed" : null));

        var decided = CidOf.Content("nobody kept this"u8);
        foreach (var other in bench.Others) await bench.Protocol.SubmitAsync(other, 1, Disputed, decided.ToString());
        await node.OutcomesAsync(1, Stage.SnapshotFinalize, 1);
        held.LetGo();

        (await node.OutcomesAsync(1, Stage.RelayerSend, Projects - 1)).Should().NotContainKey(Aggregate);
        (await node.OutcomesAsync(1, Stage.SnapshotBuild, Projects))[Aggregate].Should().Contain($"{decided}").And.Contain("nowhere to be had");
        (await node.ReportAsync(1, Aggregate, SubmissionOutcome.Missed)).Reason.Should().Contain("nowhere to be had");
    }

    [Fact]
    public async Task A_window_that_counted_an_own_snapshot_of_an_earlier_epoch_is_composed_anew_when_consensus_decides_on_another()
    {
        await using var bench = await ConsensusBench.StartAsync(others: 3);
        var held = new HeldComposition("type:s2:NS", Disputed, epochId: 2, countsUndecided: true);
        await using var node = await StartAsync(bench, bench.Own, held.Plan);
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend, Projects);
        await bench.Protocol.ReleaseAsync(2);
        await node.UntilAsync(() => Task.FromResult(held.IsReached ? "composed" : null));

        var own = await node.BuiltAsync(1, Disputed);
        var decided = await DecideAsync(bench, node);
        await node.OutcomesAsync(1, Stage.SnapshotFinalize, 1);
        held.LetGo();
        await node.OutcomesAsync(2, Stage.RelayerSend, Projects);

        var aggregate = await node.BuiltAsync(2, Aggregate);
        (await TextAsync(node, aggregate)).Should().Be($$"""{"text":"{{await HashAsync(node, decided)}} {{await HashAsync(node, await node.BuiltAsync(2, Disputed))}}"}""");
        (await bench.Protocol.AskAsync("maxSnapshotsCid", Aggregate, 2)).Get<string>(0).Should().Be(aggregate.ToString(), "it was submitted so");
        (await ExtraAsync(node, 2, Aggregate)).Should().BeNull("all of it is decided, or of its own epoch");
        (await node.BuiltAsync(1, Aggregate)).Should().Be(CidOf.Content(Encoding.UTF8.GetBytes($$"""{"text":"{{await HashAsync(node, own)}}"}""")), "what was submitted before the decision stays");
        var undisputed = HashingComputes.Plan(withAggregates: true).Aggregates.Single().Over("type:s1:NS", "NS").Id;
        (await ExtraAsync(node, 2, undisputed)).Should().Be($$$$"""{"assumed":{"1":{"type:s1:NS":"{{{{await node.BuiltAsync(1, "type:s1:NS")}}}}"}}}""");
    }

    private static async Task<string?> ExtraAsync(AnchoredNode node, long epochId, string projectId) =>
        (await node.State.EpochReportsAsync(epochId, 1, default)).Single().Transitions.Single(one => one is { Stage: Stage.SnapshotBuild } && one.Subject == projectId).Extra;

    /// <summary>A node over a folder of its own, that follows the contract.</summary>
    private async Task<AnchoredNode> StartAsync(ConsensusBench bench, PrivateKey key, ProjectPlan plan)
    {
        var folder = new TemporaryFolder();
        _folders.Add(folder);
        var node = new AnchoredNode(folder, bench.Source, bench.Anvil.Url, bench.Protocol, AnchoredNode.HexOf(key), OwnStore(), change: services => services.AddSingleton(_source).AddSingleton(plan));
        await node.UntilAsync(async () => await node.State.FactAsync("anchor:cursor", default));
        return node;
    }

    /// <summary>The other snapshotters decide on a snapshot that the node did not build, and whose content it can read.</summary>
    private static async Task<Cid> DecideAsync(ConsensusBench bench, AnchoredNode node)
    {
        var decided = (await node.Content.PutAsync(1, [Encoding.UTF8.GetBytes("""{"text":"what the others saw"}""")], default)).Single();
        foreach (var other in bench.Others) await bench.Protocol.SubmitAsync(other, 1, Disputed, decided.ToString());
        return decided;
    }

    private static async Task<string> TextAsync(AnchoredNode node, Cid cid) => Encoding.UTF8.GetString((await node.Content.GetAsync(cid, default))!.Value.Span);

    private static async Task<string> HashAsync(AnchoredNode node, Cid cid) => Keccak256.Hash((await node.Content.GetAsync(cid, default))!.Value.Span).ToString();
}

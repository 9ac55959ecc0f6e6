using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Ethereum.JsonRpc;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>Blocks of epochs that the contract has released are replaced on the source chain.</summary>
public sealed class SourceForkTests
{
    private const int Projects = 3;

    [Fact]
    public async Task What_was_sent_to_the_contract_is_marked_and_what_was_not_is_built_anew_and_sent()
    {
        await using var bench = await ConsensusBench.StartAsync();
        using var endpoints = new ScriptedEndpoints();
        var told = ScriptedBlocks.Genesis.UpTo(600);
        foreach (var name in (string[])["a", "b"]) endpoints.OnCalls(name, call => Volatile.Read(ref told).Answer(call));
        using var source = Clients.Create(Clients.Options("a", "b"), endpoints);
        HeldProtocol? held = null;
        await using var node = new AnchoredNode(bench.Folder, bench.Source, bench.Anvil.Url, bench.Protocol, AnchoredNode.HexOf(bench.Own), change: services =>
        {
            services.AddSingleton(source);
            services.AddSingleton(HashingComputes.Plan(withAggregates: false));
            services.AddSingleton<IProtocolState>(provider => held ??= new HeldProtocol(ActivatorUtilities.CreateInstance<ContractProtocolState>(provider)));
        });
        await node.UntilAsync(async () => await node.State.FactAsync("anchor:cursor", default));
        held!.Hold(2);
        await bench.Protocol.ReleaseAsync(1);
        (await node.OutcomesAsync(1, Stage.RelayerSend, Projects)).Values.Should().AllBeEquivalentTo((string?)null);
        await bench.Protocol.ReleaseAsync(2);
        await node.UntilAsync(() => Task.FromResult(held.Waiting.ContainsKey(2) ? "held" : null));
        var (first, second) = ((await node.State.EpochAsync(1, default))!, (await node.State.EpochAsync(2, default))!);

        var before = told;
        var after = told.Fork(first.Epoch.End, "other");
        Volatile.Write(ref told, after);
        await bench.Protocol.ReleaseAsync(3);
        await node.UntilAsync(async () => (string?)(await NoteAsync(node, 2))?["state"] == "rebuilt" ? "rebuilt" : null);
        held.LetGo(2);

        foreach (var id in (long[])[2, 3]) (await node.OutcomesAsync(id, Stage.RelayerSend, Projects)).Values.Should().AllBeEquivalentTo((string?)null);
        await ExpectAsync(node, first.Epoch, before);
        await ExpectAsync(node, second.Epoch, after);
        await ExpectAsync(node, (await node.State.EpochAsync(3, default))!.Epoch, after);
        var note = (await NoteAsync(node, 1))!;
        ((string)note["state"]!).Should().Be("submitted");
        ((string)note["old_hash"]!).Should().Be(before.HashOf(first.Epoch.End).ToString());
        ((string)note["new_hash"]!).Should().Be(after.HashOf(first.Epoch.End).ToString());
        var rebuilt = (await node.State.EpochAsync(2, default))!;
        (rebuilt.AnchorBlock, rebuilt.Timestamp).Should().Be((second.AnchorBlock, second.Timestamp), "the release on the anchor chain stays what it was");
    }

    private static async Task<JsonNode?> NoteAsync(AnchoredNode node, long epochId) =>
        (await node.State.EpochReportsAsync(epochId, 1, default)).Single().Transitions.Single(static transition => transition.Stage == Stage.EpochReleased).Extra is { } extra ? JsonNode.Parse(extra) : null;

    private static async Task ExpectAsync(AnchoredNode node, Epoch epoch, ScriptedBlocks blocks)
    {
        for (var i = 0; i < Projects; i++)
        {
            var content = await node.Content.GetAsync(await node.BuiltAsync(epoch.Id, $"type:s{i}:NS"), default);
            Encoding.UTF8.GetString(content!.Value.Span).Should().Be(HashingComputes.TextOf($"s{i}", epoch, blocks), $"it is s{i} in {epoch}");
        }
    }
}

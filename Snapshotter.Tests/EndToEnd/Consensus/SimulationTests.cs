using System.Text.Json.Nodes;
using Snapshotter.Api.CommandLine;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class SimulationTests
{
    [Fact]
    public async Task A_start_submits_every_project_once_under_epoch_0_and_epochs_go_on()
    {
        await using var bench = await ConsensusBench.StartAsync();
        var market = await MarketOnAnvil.DeployAsync(bench.Anvil);
        // The first answer is lost on the way: what it was for is posted again, and nothing else.
        await using var relayer = await ScriptedRelayer.StartAsync(static (body, time) => Task.FromResult((long)body["epochId"]! == 0 && time == 1 && IsVolume(body) ? 503 : 200));
        await using var node = await bench.StartedAsync(Settings(market, relayer));

        var simulated = await node.UntilAsync(() => Task.FromResult(Of(relayer, 0) is { } bodies && bodies.Length == node.ProjectIds.Count + 7 ? bodies : null));
        foreach (var id in node.ProjectIds) simulated.Count(body => (string)body["projectId"]! == id).Should().Be(id.Contains("trade_volume", StringComparison.Ordinal) ? 2 : 1);
        foreach (var body in simulated)
        {
            ((long)body["request"]!["epochId"]!).Should().Be(0);
            ((long)body["slotId"]!).Should().Be(7);
            var request = new SubmissionRequest(7, (long)body["request"]!["deadline"]!, (string)body["snapshotCid"]!, 0, (string)body["projectId"]!);
            var digest = SubmissionTypes.Digest(SubmissionForm.V2, SubmissionTypes.DomainSeparator(1, market.Protocol), request);
            Secp256k1.Default.TryRecover(digest, Signature.Parse(Hex.Decode((string)body["signature"]!)), out var signer).Should().BeTrue();
            signer.ToAddress().Should().Be(bench.Own.Address);
        }

        await market.CallAsync("releaseEpoch", 501, 510);
        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        (await node.State.EpochAsync(0, default)).Should().BeNull("a simulation leaves no trace in the state");
        (await node.State.BuiltAsync(0, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_relayer_that_refuses_the_simulation_stops_nothing()
    {
        await using var bench = await ConsensusBench.StartAsync();
        var market = await MarketOnAnvil.DeployAsync(bench.Anvil);
        await using var relayer = await ScriptedRelayer.StartAsync(static (body, _) => Task.FromResult((long)body["epochId"]! == 0 ? 400 : 200));
        await using var node = await bench.StartedAsync(Settings(market, relayer));
        await node.UntilAsync(() => Task.FromResult(Of(relayer, 0).Length == node.ProjectIds.Count ? "refused" : null));

        await market.CallAsync("releaseEpoch", 501, 510);
        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        Of(relayer, 0).Should().HaveCount(node.ProjectIds.Count, "what is refused is not repeated");
    }

    [Fact]
    public async Task A_simulation_by_transactions_of_ones_own_is_refused_at_the_start()
    {
        await using var bench = await ConsensusBench.StartAsync();
        var start = () => bench.Start(new() { ["Protocol:Simulation"] = "true" });
        start.Should().Throw<UserException>().WithMessage("*Protocol:Simulation*Relayer*");
    }

    private static JsonNode[] Of(ScriptedRelayer relayer, long epochId) => [.. relayer.Bodies.Where(body => (long)body["epochId"]! == epochId)];

    private static bool IsVolume(JsonNode body) => ((string)body["projectId"]!).Contains("trade_volume", StringComparison.Ordinal);

    private static Dictionary<string, string?> Settings(MarketOnAnvil market, ScriptedRelayer relayer) => new()
    {
        ["Protocol:Kind"] = "V2",
        ["Protocol:Address"] = market.Protocol.ToString(),
        ["Protocol:DataMarket"] = market.Market.ToString(),
        ["Protocol:Submitter"] = "Relayer",
        ["Protocol:Simulation"] = "true",
        ["Protocol:MaxRetryDelay"] = "00:00:00.050",
        ["Protocol:Slot"] = "7",
        ["Relayer:Url"] = relayer.Url,
    };
}

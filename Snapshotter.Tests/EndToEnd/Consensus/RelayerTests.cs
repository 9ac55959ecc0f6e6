using System.Text.Json.Nodes;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Submission.Direct;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class RelayerTests
{
    private static readonly SemaphoreSlim One = new(1, 1);

    [Fact]
    public async Task What_the_relayer_takes_counts_in_the_contract()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var relayer = await ScriptedRelayer.StartAsync(async (body, _) =>
        {
            await RelayAsync(bench, body);
            return 200;
        });
        await using var node = await bench.StartedAsync(Settings(relayer));

        await bench.Protocol.ReleaseAsync(1);

        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(node.ProjectIds.Count);
        relayer.Bodies.Count.Should().Be(node.ProjectIds.Count);
    }

    [Fact]
    public async Task An_overloaded_relayer_is_asked_again_and_a_refusal_is_not_repeated()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var relayer = await ScriptedRelayer.StartAsync((body, time) => Task.FromResult(
            ((string)body["projectId"]!).Contains("trade_volume", StringComparison.Ordinal) ? 400 : time switch { 1 => 503, 2 => 429, _ => 200 }));
        await using var node = await bench.StartedAsync(Settings(relayer));

        await bench.Protocol.ReleaseAsync(1);
        var outcomes = await node.OutcomesAsync(1, Stage.RelayerSend);

        foreach (var (project, failure) in outcomes)
        {
            var isRefused = project.Contains("trade_volume", StringComparison.Ordinal);
            relayer.Bodies.Count(body => (string)body["projectId"]! == project).Should().Be(isRefused ? 1 : 3);
            if (isRefused) failure.Should().Contain("400");
            else failure.Should().BeNull();
            if (isRefused) (await node.ReportAsync(1, project, SubmissionOutcome.Missed)).Reason.Should().Contain("400");
        }
    }

    [Fact]
    public async Task A_submission_whose_answer_got_lost_is_not_posted_again_when_the_contract_has_it()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var relayer = await ScriptedRelayer.StartAsync(async (body, time) =>
        {
            await RelayAsync(bench, body);
            return 502;
        });
        await using var node = await bench.StartedAsync(Settings(relayer));

        await bench.Protocol.ReleaseAsync(1);

        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        relayer.Bodies.Count.Should().Be(node.ProjectIds.Count);
    }

    [Fact]
    public async Task A_relayer_that_is_away_is_asked_until_the_window_closes()
    {
        await using var bench = await ConsensusBench.StartAsync(window: 5);
        await using var node = await bench.StartedAsync(new() { ["Protocol:Submitter"] = "Relayer", ["Relayer:Url"] = "http://127.0.0.1:1/submitSnapshot" });

        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.SnapshotSubmitPayloadCommit);
        await bench.Anvil.AskAsync("anvil_mine", "0xa");

        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().OnlyContain(static reason => reason!.StartsWith("The submission window closed", StringComparison.Ordinal));
    }

    private static Dictionary<string, string?> Settings(ScriptedRelayer relayer) => new() { ["Protocol:Submitter"] = "Relayer", ["Relayer:Url"] = relayer.Url };

    private static async Task RelayAsync(ConsensusBench bench, JsonNode body)
    {
        // The chain's own account gives nonces to one transaction at a time.
        await One.WaitAsync();
        try
        {
            await RelayInTurnAsync(bench, body);
        }
        finally
        {
            One.Release();
        }
    }

    private static async Task RelayInTurnAsync(ConsensusBench bench, JsonNode body)
    {
        var signed = body["request"]!;
        var request = new SubmissionRequest(0, (long)signed["deadline"]!, (string)signed["snapshotCid"]!, (long)signed["epochId"]!, (string)signed["projectId"]!);
        var data = SubmitSnapshotCall.Encode(SubmissionForm.V1, request, Hex.Decode((string)body["signature"]!));
        await bench.Anvil.AskAsync("eth_sendTransaction", new JsonObject
        {
            ["from"] = Anvil.Account,
            ["to"] = bench.Protocol.Address.ToString(),
            ["data"] = Hex.Prefixed(data),
            ["gas"] = "0x7a120",
        });
    }
}

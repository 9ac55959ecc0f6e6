using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.JsonRpc;
using static Snapshotter.Tests.Ethereum.JsonRpc.ScriptedEndpoints;

namespace Snapshotter.Tests.Ethereum.RecordedChains;

public sealed class ChainRecorderTests : IDisposable
{
    private const long First = 600;
    private const long Last = 640;
    private static readonly RecordedChainRpc Source = new(Chains.Local, FixedHead.AllOf(Chains.Local));
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedEndpoints _endpoints = new();
    private readonly HashSet<string> _missing = [];
    private readonly RpcClient _client;
    private Func<JsonNode, JsonObject?> _intercept = _ => null;

    public ChainRecorderTests()
    {
        _endpoints.OnCalls("a", call =>
        {
            if (_missing.Contains((string)call["method"]!)) return Error(-32601, "method not found");
            if (_intercept(call) is { } instead) return instead;
            var answer = Chains.Ask(Source, call).AsObject();
            return answer["error"] is { } error ? new JsonObject { ["error"] = error.DeepClone() } : Result(answer["result"]?.DeepClone());
        });
        _client = Clients.Create(Clients.Options("a"), _endpoints);
    }

    public void Dispose()
    {
        _client.Dispose();
        _endpoints.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_recorded_answers_as_the_endpoint_did(bool receiptsOneByOne)
    {
        if (receiptsOneByOne) _missing.Add("eth_getBlockReceipts");
        File.WriteAllText(_folder.File("questions.json"), """
            [{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x0902f1ac","block":"0x258"},
             {"to":"0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2","data":"0x06fdde03","block":"latest"}]
            """);
        var progress = new ProgressList();
        await ChainRecorder.RecordAsync(_client, First, Last, _folder.File("questions.json"), _folder.File("out"), progress, CancellationToken.None);

        Directory.GetFileSystemEntries(_folder.File("out")).Select(Path.GetFileName).Should().BeEquivalentTo("blocks.json.gz", "receipts.json.gz", "calls.json.gz", "meta.json");
        progress.Reports.Last().Should().Be(new RecordingProgress(41, 41, 2, 2));
        var recorded = RecordedChain.Load(_folder.File("out"));
        var rpc = new RecordedChainRpc(recorded, FixedHead.AllOf(recorded));
        (recorded.ChainId, recorded.First, recorded.Last).Should().Be((1, First, Last));
        for (var number = First; number <= Last; number++)
        {
            var name = $"\"0x{number:x}\"";
            Same(rpc, "eth_getBlockByNumber", name, "true");
            Same(rpc, "eth_getBlockByNumber", name, "false");
            Same(rpc, "eth_getBlockReceipts", name);
        }

        Same(rpc, "eth_getLogs", $$"""{"fromBlock":"0x{{First:x}}","toBlock":"0x{{Last:x}}"}""");
        Same(rpc, "eth_call", """{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x0902f1ac"}""", "\"0x258\"");
        Same(rpc, "eth_call", """{"to":"0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2","data":"0x06fdde03"}""", "\"latest\"");
    }

    [Fact]
    public async Task An_interrupted_recording_goes_on_where_it_stopped()
    {
        using var cancel = new CancellationTokenSource();
        _intercept = call =>
        {
            if (call["params"]!.AsArray().Count > 0 && call["params"]![0]!.ToJsonString() == "\"0x270\"") cancel.Cancel();
            return null;
        };
        await FluentActions.Awaiting(() => RecordAsync(cancel.Token)).Should().ThrowAsync<OperationCanceledException>();
        File.Exists(_folder.File("out/blocks.json.gz")).Should().BeFalse("nothing appears before all is whole");

        _intercept = _ => null;
        var before = _endpoints.Requests.Count;
        await RecordAsync();
        Asked(before).Should().NotContain("\"0x258\"", "the first blocks are kept").And.Contain("\"0x270\"");
        RecordedChain.Load(_folder.File("out")).Last.Should().Be(Last);
    }

    [Fact]
    public async Task Recording_of_another_chain_into_a_folder_begun_is_refused()
    {
        _missing.Add("eth_getBlockByNumber");
        await FluentActions.Awaiting(() => RecordAsync()).Should().ThrowAsync<RpcException>();
        _intercept = call => (string)call["method"]! == "eth_chainId" ? Result("0x5") : null;
        await FluentActions.Awaiting(() => RecordAsync()).Should().ThrowAsync<RecordedChainException>().WithMessage("*chain 1 was begun here*chain 5*");
    }

    [Fact]
    public async Task A_block_the_endpoint_does_not_know_ends_the_recording() =>
        await FluentActions.Awaiting(() => ChainRecorder.RecordAsync(_client, 1140, 1150, null, _folder.File("out"), null, CancellationToken.None))
            .Should().ThrowAsync<RecordedChainException>().WithMessage("*block 1144*does not know the block*");

    [Fact]
    public async Task A_reorganisation_between_two_parts_discards_them()
    {
        _intercept = call =>
        {
            if ((string)call["method"]! != "eth_getBlockByNumber" || call["params"]![0]!.ToJsonString() != "\"0x268\"") return null;
            var block = Chains.Ask(Source, call)["result"]!.DeepClone();
            block["parentHash"] = "0x" + new string('1', 64);
            return Result(block);
        };
        await FluentActions.Awaiting(() => RecordAsync()).Should().ThrowAsync<RecordedChainException>().WithMessage("*does not fit together*discarded*");
        _intercept = _ => null;
        await RecordAsync();
        RecordedChain.Load(_folder.File("out")).Last.Should().Be(Last);
    }

    [Fact]
    public async Task A_call_that_reverts_is_recorded_as_such()
    {
        File.WriteAllText(_folder.File("questions.json"), """[{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x01","block":"0x258"}]""");
        _intercept = call => (string)call["method"]! == "eth_call"
            ? new JsonObject { ["error"] = new JsonObject { ["code"] = 3, ["message"] = "execution reverted: no", ["data"] = "0x08c379a0" } }
            : null;
        await ChainRecorder.RecordAsync(_client, First, First, _folder.File("questions.json"), _folder.File("out"), null, CancellationToken.None);
        var recorded = RecordedChain.Load(_folder.File("out"));
        Chains.Ask(new RecordedChainRpc(recorded, FixedHead.AllOf(recorded)), "eth_call", """{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","input":"0x01"}""", "\"0x258\"")["error"]!
            .ToJsonString().Should().Be("""{"code":3,"message":"execution reverted: no","data":"0x08c379a0"}""");
    }

    private Task RecordAsync(CancellationToken cancellationToken = default) =>
        ChainRecorder.RecordAsync(_client, First, Last, null, _folder.File("out"), null, cancellationToken);

    private List<string> Asked(int skip) =>
        [.. _endpoints.Requests.Skip(skip).SelectMany(request => request.Body.AsArray()).Select(call => call!["params"]!.AsArray().FirstOrDefault()?.ToJsonString() ?? "")];

    private static void Same(RecordedChainRpc rpc, string method, params string[] parameters)
    {
        var expected = Chains.Ask(Source, method, parameters);
        expected.AsObject().ContainsKey("error").Should().BeFalse();
        JsonNode.DeepEquals(Chains.Ask(rpc, method, parameters), expected).Should().BeTrue($"{method} {string.Join(' ', parameters)}");
    }

    private sealed class ProgressList : IProgress<RecordingProgress>
    {
        public ConcurrentQueue<RecordingProgress> Reports { get; } = [];

        public void Report(RecordingProgress value) => Reports.Enqueue(value);
    }
}

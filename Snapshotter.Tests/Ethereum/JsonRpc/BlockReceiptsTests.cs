using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.RecordedChains;
using static Snapshotter.Tests.Ethereum.JsonRpc.ScriptedEndpoints;

namespace Snapshotter.Tests.Ethereum.JsonRpc;

public sealed class BlockReceiptsTests : IDisposable
{
    private static readonly RecordedChainRpc Chain = new(Chains.Mainnet, FixedHead.AllOf(Chains.Mainnet));
    private readonly ScriptedEndpoints _endpoints = new();
    private Func<string, JsonNode?, JsonNode?> _change = (_, result) => result;
    private bool _hasBlockReceipts = true;

    public BlockReceiptsTests() => _endpoints.OnCalls("a", call =>
    {
        var method = (string)call["method"]!;
        if (method == "eth_getBlockReceipts" && !_hasBlockReceipts) return Error(-32601, "the method eth_getBlockReceipts does not exist/is not available");
        var answer = Chains.Ask(Chain, call).AsObject();
        return answer["error"] is { } error ? new JsonObject { ["error"] = error.DeepClone() } : Result(_change(method, answer["result"]?.DeepClone()));
    });

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Receipts_come_by_number_and_by_hash()
    {
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var batch = client.CreateBatch("test");
        var byNumber = batch.BlockReceipts(Chains.Mainnet.First);
        var unknown = batch.BlockReceipts(default(Hash32));
        await batch.SendAsync(CancellationToken.None);
        unknown.Value.Should().BeNull();
        byNumber.Value.Should().NotBeEmpty();
        (await ReadAsync(client, byNumber.Value![0].BlockHash)).Value.Should().HaveSameCount(byNumber.Value);
    }

    [Fact]
    public async Task Where_the_method_is_missing_they_are_read_one_by_one_and_that_is_remembered()
    {
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var expected = (await ReadAsync(client, Chains.Mainnet.First)).Value!;

        _hasBlockReceipts = false;
        var log = new RequestLog();
        using var other = Clients.Create(Clients.Options("a"), _endpoints, observer: log);
        var receipts = (await ReadAsync(other, Chains.Mainnet.First)).Value!;
        receipts.Select(receipt => receipt.TransactionHash).Should().Equal(expected.Select(receipt => receipt.TransactionHash));
        receipts.Should().BeEquivalentTo(expected, options => options.WithStrictOrdering());
        log.Requests.SelectMany(request => request.Calls.Keys).Should().Equal("eth_getBlockReceipts", "eth_getBlockByNumber", "eth_getTransactionReceipt");

        (await ReadAsync(other, Chains.Mainnet.First + 1)).IsSuccess.Should().BeTrue();
        (await ReadAsync(other, Chains.Mainnet.Last + 1)).Value.Should().BeNull();
        log.Requests.Count(request => request.Calls.ContainsKey("eth_getBlockReceipts")).Should().Be(1);
    }

    [Fact]
    public async Task Receipts_of_another_block_are_no_answer()
    {
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        _change = (_, result) => Change(result, receipt => receipt["blockHash"] = default(Hash32).ToString(), 3);
        (await ReadAsync(client, Chains.Mainnet.First)).Error!.Kind.Should().Be(RpcErrorKind.WrongAnswer);
        _change = (_, result) => Change(result, receipt => receipt["blockNumber"] = "0x1", 0);
        (await ReadAsync(client, Chains.Mainnet.First)).Error!.Kind.Should().Be(RpcErrorKind.WrongAnswer);
    }

    [Fact]
    public async Task A_receipt_left_out_is_noticed()
    {
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        _change = (_, result) =>
        {
            result!.AsArray().RemoveAt(2);
            return result;
        };
        (await ReadAsync(client, Chains.Mainnet.First)).Error!.Kind.Should().Be(RpcErrorKind.WrongAnswer);
    }

    [Fact]
    public async Task One_by_one_a_receipt_that_is_not_there_yet_is_asked_for_again()
    {
        _hasBlockReceipts = false;
        var missing = true;
        _change = (method, result) =>
        {
            if (method != "eth_getTransactionReceipt" || !missing) return result;
            missing = false;
            return null;
        };
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var receipts = (await ReadAsync(client, Chains.Mainnet.First)).Value!;
        receipts.Should().OnlyContain(receipt => receipt != null);
        Count(_endpoints.Requests[^1].Body).Should().Be(1);
    }

    private static JsonNode? Change(JsonNode? receipts, Action<JsonNode> change, int index)
    {
        change(receipts![index]!);
        return receipts;
    }

    private static async Task<RpcAnswer<Snapshotter.Ethereum.Models.TransactionReceipt[]?>> ReadAsync(RpcClient client, BlockTag block)
    {
        var batch = client.CreateBatch("test");
        var answer = batch.BlockReceipts(block);
        await batch.SendAsync(CancellationToken.None);
        return answer;
    }
}

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
    public async Task Where_the_method_is_missing_the_error_says_so_at_once()
    {
        _hasBlockReceipts = false;
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var error = (await ReadAsync(client, Chains.Mainnet.First)).Error!;
        error.Kind.Should().Be(RpcErrorKind.MethodNotFound);
        error.Attempt.Should().Be(1);
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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receipt_known_to_be_in_a_block_is_asked_for_again_until_it_is(bool asTransaction)
    {
        var faults = new Queue<Func<JsonNode?, JsonNode?>>([static _ => null, Spoil("blockHash"), Spoil(asTransaction ? "hash" : "transactionHash")]);
        _change = (_, result) => faults.TryDequeue(out var spoil) ? spoil(result) : result;
        using var client = Clients.Create(Clients.Options("a"), _endpoints);
        var block = Chains.Mainnet.FindBlock(Chains.Mainnet.First)!;
        var hash = Hash32.Parse((string)JsonNode.Parse(block.Receipts[0].Of(Chains.Mainnet.ReceiptsJson))!["transactionHash"]!);

        var batch = client.CreateBatch("test");
        var receipt = asTransaction ? null : batch.Receipt(hash, block.Hash);
        var transaction = asTransaction ? batch.Transaction(hash, block.Hash) : null;
        await batch.SendAsync(CancellationToken.None);

        (receipt?.Value?.TransactionHash ?? transaction!.Value!.Hash).Should().Be(hash);
        _endpoints.Requests.Should().HaveCount(4);

        static Func<JsonNode?, JsonNode?> Spoil(string field) => result =>
        {
            result![field] = default(Hash32).ToString();
            return result;
        };
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

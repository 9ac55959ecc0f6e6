using System.Globalization;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Models;

public class RecordedAnswerTests
{
    [Theory]
    [InlineData("eth_getBlockByHash", 1, 2)]
    [InlineData("eth_getBlockByNumber", 9, 1)]
    public void Every_recorded_block_is_read(string method, int blocks, int unknown)
    {
        var results = Results(method);
        results.Count(result => result is null).Should().Be(unknown);
        results.Count(result => result is not null).Should().Be(blocks);
        foreach (var result in results)
        {
            var block = Parse.As(Text(result), BlockHeaderJson.ReadOrNull);
            if (result is null) block.Should().BeNull();
            else Compare(block!, result);
        }
    }

    [Fact]
    public void Every_recorded_log_is_read()
    {
        var logs = Results("eth_getLogs").SelectMany(result => result!.AsArray()).ToList();
        logs.Should().HaveCountGreaterThan(5);
        foreach (var log in logs) Compare(Parse.As(Text(log), LogEntryJson.Read), log!);
    }

    [Fact]
    public void Every_recorded_receipt_is_read()
    {
        var receipts = Results("eth_getTransactionReceipt").Concat(Results("eth_getBlockReceipts").SelectMany(result => result?.AsArray() ?? [])).ToList();
        receipts.Count(receipt => receipt is not null).Should().BeGreaterThan(10);
        foreach (var receipt in receipts)
        {
            var read = Parse.As(Text(receipt), TransactionReceiptJson.ReadOrNull);
            if (receipt is null) read.Should().BeNull();
            else Compare(read!, receipt);
        }
    }

    [Fact]
    public void Every_receipt_of_the_mainnet_sample_is_read()
    {
        var receipts = Repository.ReadJson(Repository.PathOf("samples", "mainnet-17686110", "receipts.json.gz")).AsArray();
        receipts.Should().HaveCount(4416);
        foreach (var receipt in receipts) Compare(Parse.As(Text(receipt), TransactionReceiptJson.Read), receipt!);
    }

    [Fact]
    public void Every_block_of_the_local_chain_is_read()
    {
        var blocks = Repository.ReadJson(Repository.Golden("chain", "blocks.json.gz")).AsArray();
        blocks.Should().HaveCount(764);
        foreach (var block in blocks) Compare(Parse.As(Text(block), BlockHeaderJson.Read), block!);
    }

    private static List<JsonNode?> Results(string method) =>
        [.. ExecutionApi.Exchanges(method).Select(exchange => JsonNode.Parse(exchange.Answer)!.AsObject()).Where(answer => !answer.ContainsKey("error")).Select(answer => answer["result"])];

    private static void Compare(BlockHeader block, JsonNode json)
    {
        block.Number.Should().Be(Number(json["number"]));
        block.Hash.ToString().Should().Be((string)json["hash"]!);
        block.ParentHash.ToString().Should().Be((string)json["parentHash"]!);
        block.Timestamp.Should().Be(Number(json["timestamp"]));
        Hex.Prefixed(block.LogsBloom).Should().Be((string)json["logsBloom"]!);
        block.Transactions.Select(hash => hash.ToString()).Should().Equal(
            json["transactions"]!.AsArray().Select(transaction => transaction is JsonValue ? (string)transaction! : (string)transaction!["hash"]!));
    }

    private static void Compare(LogEntry log, JsonNode json)
    {
        log.Address.ToString().Should().Be((string)json["address"]!);
        log.Topics.Select(topic => topic.ToString()).Should().Equal(json["topics"]!.AsArray().Select(topic => (string)topic!));
        Hex.Prefixed(log.Data).Should().Be((string)json["data"]!);
        log.BlockNumber.Should().Be(Number(json["blockNumber"]));
        log.BlockHash.ToString().Should().Be((string)json["blockHash"]!);
        log.TransactionHash.ToString().Should().Be((string)json["transactionHash"]!);
        log.TransactionIndex.Should().Be((int)Number(json["transactionIndex"]));
        log.LogIndex.Should().Be((int)Number(json["logIndex"]));
        log.Removed.Should().Be((bool)json["removed"]!);
    }

    private static void Compare(TransactionReceipt receipt, JsonNode json)
    {
        receipt.TransactionHash.ToString().Should().Be((string)json["transactionHash"]!);
        receipt.TransactionIndex.Should().Be((int)Number(json["transactionIndex"]));
        receipt.BlockHash.ToString().Should().Be((string)json["blockHash"]!);
        receipt.BlockNumber.Should().Be(Number(json["blockNumber"]));
        receipt.From.ToString().Should().Be((string)json["from"]!);
        receipt.To?.ToString().Should().Be((string?)json["to"]);
        receipt.ContractAddress?.ToString().Should().Be((string?)json["contractAddress"]);
        (receipt.To is null).Should().Be(json["to"] is null);
        (receipt.ContractAddress is null).Should().Be(json["contractAddress"] is null);
        receipt.Type.Should().Be((int)Number(json["type"]));
        receipt.Succeeded.Should().Be(json["status"] is null ? null : Number(json["status"]) == 1);
        receipt.Root?.ToString().Should().Be((string?)json["root"]);
        receipt.GasUsed.Should().Be(Number(json["gasUsed"]));
        receipt.CumulativeGasUsed.Should().Be(Number(json["cumulativeGasUsed"]));
        (receipt.EffectiveGasPrice == (UInt128)Number(json["effectiveGasPrice"])).Should().BeTrue();
        (receipt.BlobGasUsed ?? 0).Should().Be(Number(json["blobGasUsed"]));
        Hex.Prefixed(receipt.LogsBloom).Should().Be((string)json["logsBloom"]!);
        receipt.Logs.Should().HaveCount(json["logs"]!.AsArray().Count);
        for (var i = 0; i < receipt.Logs.Length; i++) Compare(receipt.Logs[i], json["logs"]![i]!);
    }

    private static long Number(JsonNode? quantity) =>
        quantity is null ? 0 : long.Parse(((string)quantity!)[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}

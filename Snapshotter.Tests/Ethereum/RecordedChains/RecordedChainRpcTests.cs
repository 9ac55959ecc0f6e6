using System.Text.Json.Nodes;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.RecordedChains;

public class RecordedChainRpcTests
{
    private const string Unknown = "\"0x00000000000000000000000000000000000000000000000000000000deadbeef\"";
    private readonly RecordedChainRpc _local = new(Chains.Local, FixedHead.AllOf(Chains.Local));
    private readonly RecordedChainRpc _mainnet = new(Chains.Mainnet, FixedHead.AllOf(Chains.Mainnet));

    [Fact]
    public void Both_chains_are_whole()
    {
        (Chains.Local.ChainId, Chains.Local.First, Chains.Local.Last, Chains.Local.TransactionCount, Chains.Local.LogCount, Chains.Local.CallCount)
            .Should().Be((1, 380, 1143, 3238, 17847, 12962));
        (Chains.Mainnet.ChainId, Chains.Mainnet.First, Chains.Mainnet.Last, Chains.Mainnet.TransactionCount, Chains.Mainnet.LogCount, Chains.Mainnet.CallCount)
            .Should().Be((1, 17686110, 17686132, 4416, 9807, 248));
    }

    [Fact]
    public void Every_recorded_log_query_has_the_same_answer()
    {
        var queries = Repository.ReadJson(Repository.Golden("chain", "logs.json.gz")).AsArray();
        queries.Should().HaveCount(1028);
        foreach (var query in queries)
        {
            var answer = Chains.Ask(_local, "eth_getLogs", query!["params"]![0]!.ToJsonString());
            JsonNode.DeepEquals(answer["result"], query["result"]).Should().BeTrue($"{query["params"]!.ToJsonString()} was recorded");
        }
    }

    [Fact]
    public void Every_block_is_served_full_and_with_hashes_by_number_and_by_hash()
    {
        var blocks = Repository.ReadJson(Path.Combine(Chains.LocalFolder, "blocks.json.gz")).AsArray();
        blocks.Should().HaveCount(764);
        foreach (var block in blocks.Select(item => item!))
        {
            var number = block["number"]!.ToJsonString();
            var hash = block["hash"]!.ToJsonString();
            JsonNode.DeepEquals(Chains.Ask(_local, "eth_getBlockByNumber", number, "true")["result"], block).Should().BeTrue();
            JsonNode.DeepEquals(Chains.Ask(_local, "eth_getBlockByHash", hash, "true")["result"], block).Should().BeTrue();

            var withHashes = block.DeepClone();
            withHashes["transactions"] = new JsonArray([.. block["transactions"]!.AsArray().Select(transaction => transaction!["hash"]!.DeepClone())]);
            JsonNode.DeepEquals(Chains.Ask(_local, "eth_getBlockByNumber", number, "false")["result"], withHashes).Should().BeTrue();
            JsonNode.DeepEquals(Chains.Ask(_local, "eth_getBlockByHash", hash, "false")["result"], withHashes).Should().BeTrue();
        }
    }

    [Fact]
    public void Every_transaction_and_receipt_is_served_alone_and_with_its_block()
    {
        var receipts = Repository.ReadJson(Path.Combine(Chains.MainnetFolder, "receipts.json.gz")).AsArray();
        receipts.Should().HaveCount(4416);
        foreach (var receipt in receipts.Select(item => item!))
        {
            var hash = receipt["transactionHash"]!.ToJsonString();
            JsonNode.DeepEquals(Chains.Ask(_mainnet, "eth_getTransactionReceipt", hash)["result"], receipt).Should().BeTrue();
            ((string)Chains.Ask(_mainnet, "eth_getTransactionByHash", hash)["result"]!["hash"]!).Should().Be((string)receipt["transactionHash"]!);
        }

        foreach (var block in receipts.GroupBy(receipt => (string)receipt!["blockNumber"]!))
        {
            var expected = new JsonArray([.. block.Select(receipt => receipt!.DeepClone())]);
            foreach (var name in new[] { $"\"{block.Key}\"", block.First()!["blockHash"]!.ToJsonString(), $$"""{"blockHash":{{block.First()!["blockHash"]!.ToJsonString()}}}""" })
            {
                JsonNode.DeepEquals(Chains.Ask(_mainnet, "eth_getBlockReceipts", name)["result"], expected).Should().BeTrue();
            }
        }
    }

    [Fact]
    public void Every_recorded_call_has_its_answer_whichever_way_the_block_is_named()
    {
        var calls = Repository.ReadJson(Path.Combine(Chains.LocalFolder, "calls.json.gz")).AsArray();
        calls.Should().HaveCount(12962);
        foreach (var call in calls.Select(item => item!))
        {
            var question = $$"""{"to":{{call["to"]!.ToJsonString()}},"data":{{call["data"]!.ToJsonString()}},"from":"0x0000000000000000000000000000000000000000"}""";
            var block = (string)call["block"]!;
            var names = new List<string> { $"\"{block}\"" };
            if (block == "latest") names.AddRange(["\"0x200\"", "\"finalized\""]);
            else if (Chains.Ask(_local, "eth_getBlockByNumber", $"\"{block}\"", "false")["result"] is { } header) names.Add($$"""{"blockHash":{{header["hash"]!.ToJsonString()}}}""");
            foreach (var name in names) ((string)Chains.Ask(_local, "eth_call", question, name)["result"]!).Should().Be((string)call["result"]!);
        }
    }

    [Theory]
    [InlineData("eth_getBlockByNumber", "\"0x1\"", "true")]
    [InlineData("eth_getBlockByNumber", "\"0xffffff\"", "false")]
    [InlineData("eth_getBlockByHash", Unknown, "false")]
    [InlineData("eth_getBlockReceipts", Unknown)]
    [InlineData("eth_getBlockReceipts", "\"0x37\"")]
    [InlineData("eth_getTransactionReceipt", Unknown)]
    [InlineData("eth_getTransactionByHash", Unknown)]
    public void What_is_unknown_is_null(string method, params string[] parameters)
    {
        var answer = Chains.Ask(_local, method, parameters).AsObject();
        answer.ContainsKey("result").Should().BeTrue();
        answer["result"].Should().BeNull();
    }

    [Theory]
    [InlineData("eth_chainId", "0x1")]
    [InlineData("eth_blockNumber", "0x477")]
    [InlineData("net_version", "1")]
    [InlineData("web3_clientVersion", "Snapshotter/recorded-chain")]
    public void Plain_questions_are_answered(string method, string expected) => ((string)Chains.Ask(_local, method)["result"]!).Should().Be(expected);

    [Theory]
    [InlineData("latest", "0x477")]
    [InlineData("pending", "0x477")]
    [InlineData("safe", "0x477")]
    [InlineData("finalized", "0x477")]
    [InlineData("earliest", "0x17c")]
    public void Names_of_blocks_are_understood(string name, string number) =>
        ((string)Chains.Ask(_local, "eth_getBlockByNumber", $"\"{name}\"", "false")["result"]!["number"]!).Should().Be(number);

    [Theory]
    [InlineData("""{"fromBlock":"0x200","toBlock":"0x1ff"}""", -32602, "invalid block range params")]
    [InlineData("""{"fromBlock":"0x200","toBlock":"0x478"}""", -32602, "block range extends beyond current head block")]
    [InlineData("""{"blockHash":"0x00000000000000000000000000000000000000000000000000000000deadbeef","fromBlock":"0x1"}""", -32602, "invalid argument 0: cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other")]
    [InlineData("""{"blockHash":"0x00000000000000000000000000000000000000000000000000000000deadbeef"}""", -32000, "unknown block")]
    [InlineData("""{"fromBlock":"0x1","toBlock":"0x200"}""", -32000, "block 1 is not recorded in this chain, which holds 380 to 1143")]
    [InlineData("""{"address":"0x12"}""", -32602, "invalid argument: address must be a 20-byte hex value")]
    [InlineData("""{"address":7}""", -32602, "invalid argument: address must be a 20-byte hex value")]
    [InlineData("""{"topics":"0x12"}""", -32602, "invalid argument 0: topics must be an array")]
    [InlineData("""{"topics":[["0x12"]]}""", -32602, "invalid argument: topics must be a 32-byte hex value")]
    [InlineData("""{"topics":[null,null,null,null,null]}""", -32602, "exceed max topics")]
    [InlineData("""{"fromBlock":"next"}""", -32602, "invalid argument: block must be a hex number or a name")]
    [InlineData("[]", -32602, "invalid argument 0: the filter must be an object")]
    public void A_log_query_that_cannot_be_answered_is_refused_as_geth_does(string filter, int code, string message)
    {
        var error = Chains.Ask(_local, "eth_getLogs", filter)["error"]!;
        ((int)error["code"]!, (string)error["message"]!).Should().Be((code, message));
    }

    [Theory]
    [InlineData("topics", """[]""", true)]
    [InlineData("topics", """[null]""", true)]
    [InlineData("topics", """[[]]""", true)]
    [InlineData("topics", """["SYNC"]""", true)]
    [InlineData("topics", """[["SYNC","0x00000000000000000000000000000000000000000000000000000000deadbeef"]]""", true)]
    [InlineData("topics", """["SYNC",null]""", false)]
    [InlineData("topics", """["0x00000000000000000000000000000000000000000000000000000000deadbeef"]""", false)]
    [InlineData("address", "\"ADDRESS\"", true)]
    [InlineData("address", """["ADDRESS"]""", true)]
    [InlineData("address", """[]""", true)]
    [InlineData("address", "null", true)]
    [InlineData("address", "\"0x0000000000000000000000000000000000000000\"", false)]
    public void Filters_match_by_address_and_by_topic_position(string member, string value, bool isFound)
    {
        const string Sync = "0x1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1";
        const string Pair = "0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852";
        value = value.Replace("SYNC", Sync, StringComparison.Ordinal).Replace("ADDRESS", Pair, StringComparison.Ordinal);
        var logs = Chains.Ask(_local, "eth_getLogs", $$"""{"fromBlock":"0x1f5","toBlock":"0x1fe","{{member}}":{{value}}}""")["result"]!.AsArray();
        logs.Any(log => (string)log!["address"]! == Pair && (string)log["topics"]![0]! == Sync).Should().Be(isFound);
    }

    [Fact]
    public void A_call_that_was_not_recorded_is_an_error_that_says_so()
    {
        var error = Chains.Ask(_local, "eth_call", """{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0xdeadbeef00"}""", "\"0x200\"")["error"]!;
        ((int)error["code"]!).Should().Be(-32000);
        ((string)error["message"]!).Should().Be("the answer of 0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852 to 0xdeadbeef (5 bytes) at block 512 is not recorded in this chain");
    }

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("7", -32600)]
    [InlineData("""{"id":1,"method":"eth_chainId"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":7}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":{"a":1}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"eth_mine"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["latest"]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByHash","params":["0x12",false]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"0x12"},"latest"]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852"},"0xffff"]}""", -32000)]
    public void Requests_that_are_wrong_get_the_standard_codes(string request, int code)
    {
        var answer = JsonNode.Parse(Chains.AskText(_local, request))!;
        ((string)answer["jsonrpc"]!).Should().Be("2.0");
        ((int)answer["error"]!["code"]!).Should().Be(code);
    }

    [Fact]
    public void A_batch_keeps_its_order_and_ids_and_notifications_get_no_answer()
    {
        const string Batch = """
            [{"jsonrpc":"2.0","id":"a","method":"eth_chainId"},
             {"jsonrpc":"2.0","method":"eth_chainId"},
             {"jsonrpc":"2.0","id":7,"method":"eth_nothing"},
             5,
             {"jsonrpc":"2.0","id":null,"method":"eth_blockNumber","params":[]}]
            """;
        var answers = JsonNode.Parse(Chains.AskText(_local, Batch))!.AsArray();
        answers.Select(answer => answer!["id"]?.ToJsonString()).Should().Equal("\"a\"", "7", null, null);
        answers.Select(answer => answer!["result"]?.ToJsonString()).Should().Equal("\"0x1\"", null, null, "\"0x477\"");
        Chains.AskText(_local, """{"jsonrpc":"2.0","method":"eth_chainId"}""").Should().BeEmpty();
        Chains.AskText(_local, """[{"jsonrpc":"2.0","method":"eth_chainId"}]""").Should().BeEmpty();
    }

    [Fact]
    public void Batches_and_answers_are_bounded()
    {
        var rpc = new RecordedChainRpc(Chains.Local, FixedHead.AllOf(Chains.Local), new RecordedChainLimits { MaxBatchSize = 3, MaxResponseBytes = 3000 });
        const string Call = """{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["latest",false]}""";
        JsonNode.Parse(Chains.AskText(rpc, $"[{Call},{Call},{Call},{Call}]"))!["error"]!["message"]!.GetValue<string>().Should().Be("batch too large");
        JsonNode.Parse(Chains.AskText(rpc, $"[{Call},{Call},{Call}]"))!.AsArray().Select(answer => (int?)answer!["error"]?["code"]).Should().Equal(null, null, -32003);
    }

    [Fact]
    public void What_was_asked_is_counted()
    {
        var rpc = new RecordedChainRpc(Chains.Local, FixedHead.AllOf(Chains.Local));
        Chains.Ask(rpc, "eth_chainId");
        Chains.AskText(rpc, """[{"jsonrpc":"2.0","id":1,"method":"eth_chainId"},{"jsonrpc":"2.0","id":2,"method":"evil"}]""");
        var counts = rpc.Counts;
        (counts.Requests, counts.Calls).Should().Be((2, 3));
        counts.CallsByMethod.Should().BeEquivalentTo(new Dictionary<string, long> { ["eth_chainId"] = 2, ["other"] = 1 });
        counts.ResponseBytes.Should().BeGreaterThan(100);
    }

    [Fact]
    public void The_standards_requests_are_understood()
    {
        var methods = new[] { "eth_blockNumber", "eth_chainId", "eth_call", "eth_getBlockByHash", "eth_getBlockByNumber", "eth_getBlockReceipts", "eth_getLogs", "eth_getTransactionByHash", "eth_getTransactionReceipt", "net_version" };
        var exchanges = methods.SelectMany(ExecutionApi.Exchanges).ToList();
        exchanges.Should().HaveCountGreaterThan(50);
        foreach (var (file, request, answer) in exchanges)
        {
            var ours = Chains.Ask(_local, request).AsObject();
            var theirs = JsonNode.Parse(answer)!.AsObject();
            ((int?)ours["id"]).Should().Be((int?)theirs["id"], file);
            if ((int?)theirs["error"]?["code"] == -32602) ((int)ours["error"]!["code"]!).Should().Match(code => code == -32602 || code == -32000, file);
            else ((int?)ours["error"]?["code"] ?? -32000).Should().Be(-32000, $"{file} is well formed, although this chain may not hold what it asks for");
        }
    }
}

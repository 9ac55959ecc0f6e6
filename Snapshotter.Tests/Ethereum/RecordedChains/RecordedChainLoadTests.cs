using System.Text.Json.Nodes;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.RecordedChains;

public sealed class RecordedChainLoadTests : IDisposable
{
    private static readonly JsonNode[] Blocks = First("blocks.json.gz", 3);
    private static readonly JsonNode[] Receipts = ReceiptsOf(Blocks);
    private readonly TemporaryFolder _folder = new();
    private readonly List<JsonNode> _blocks = [.. Blocks.Select(block => block.DeepClone())];
    private readonly List<JsonNode> _receipts = [.. Receipts.Select(receipt => receipt.DeepClone())];
    private string _meta = """{"chainId":1}""";
    private string? _calls;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plain_files_do_as_well_as_packed_ones_and_calls_may_be_missing()
    {
        var chain = Load();
        (chain.Last - chain.First, chain.CallCount).Should().Be((2, 0));
        chain.TransactionCount.Should().Be(Receipts.Length);
    }

    [Fact]
    public void White_space_between_tokens_is_not_served()
    {
        var chain = Load(indented: true);
        var rpc = new RecordedChainRpc(chain, FixedHead.AllOf(chain));
        Chains.AskText(rpc, """{"jsonrpc":"2.0","id":1,"method":"eth_getBlockByNumber","params":["latest",true]}""")
            .Should().Be("""{"jsonrpc":"2.0","id":1,"result":""" + _blocks[2].ToJsonString() + "}");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var load = () => RecordedChain.Load(_folder.File("nowhere"));
        load.Should().Throw<RecordedChainException>().WithMessage("*nowhere*no such folder*").Which.Position.Should().BeNull();
    }

    [Theory]
    [InlineData("blocks.json")]
    [InlineData("receipts.json")]
    public void A_missing_file_is_named(string name)
    {
        Write(indented: false);
        File.Delete(_folder.File(name));
        Refused($"*{name}*missing*").File.Should().Contain(name);
    }

    [Theory]
    [InlineData("blocks.json")]
    [InlineData("receipts.json")]
    [InlineData("meta.json")]
    public void A_file_cut_short_is_named_with_the_place(string name)
    {
        Write(indented: true);
        var text = File.ReadAllText(_folder.File(name));
        File.WriteAllText(_folder.File(name), text[..(text.Length / 2)]);
        Refused($"*{name}*line *byte *cut short*").Position.Should().NotBeNull();
    }

    [Fact]
    public void A_packed_file_that_cannot_be_unpacked_is_named()
    {
        Write(indented: false);
        File.WriteAllBytes(_folder.File("blocks.json.gz"), [0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
        Refused("*blocks.json.gz*cannot be read or unpacked*");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"chainId":"1"}""")]
    [InlineData("""{"chainId":-1}""")]
    [InlineData("""{"chainId":1.5}""")]
    public void A_chain_without_id_is_refused(string meta)
    {
        _meta = meta;
        Refused("*meta.json*chain's id*");
    }

    [Fact]
    public void A_gap_between_blocks_is_found()
    {
        _blocks.RemoveAt(1);
        Refused("*blocks.json, entry 1*does not follow block*").Position.Should().Be("entry 1");
    }

    [Fact]
    public void A_block_of_another_chain_is_found()
    {
        _blocks[2]["parentHash"] = "0x" + new string('1', 64);
        Refused("*blocks.json, entry 2*does not follow*");
    }

    [Fact]
    public void Blocks_with_hashes_only_are_refused()
    {
        _blocks[0]["transactions"] = new JsonArray([.. _blocks[0]["transactions"]!.AsArray().Select(transaction => transaction!["hash"]!.DeepClone())]);
        Refused("*blocks.json, entry 0*transaction hashes instead of transactions*");
    }

    [Fact]
    public void A_missing_receipt_is_found()
    {
        var lost = (string)_receipts[1]["transactionHash"]!;
        _receipts.RemoveAt(1);
        Refused($"*receipts.json*no receipt of transaction {lost}*");
    }

    [Fact]
    public void A_receipt_that_is_there_twice_is_found()
    {
        _receipts.Add(_receipts[0].DeepClone());
        Refused($"*receipts.json, entry {_receipts.Count - 1}*twice*");
    }

    [Fact]
    public void A_receipt_of_another_block_is_found()
    {
        _receipts[0]["blockHash"] = "0x" + new string('1', 64);
        Refused("*receipts.json*is not of block*");
    }

    [Fact]
    public void A_damaged_log_is_found()
    {
        var receipt = _receipts.FindIndex(item => item["logs"]!.AsArray().Count > 0);
        _receipts[receipt]["logs"]![0]!["data"] = "0x1";
        Refused($"*receipts.json, entry {receipt}*'data'*");
    }

    [Theory]
    [InlineData("{}", "*calls.json*no JSON array*")]
    [InlineData("[7]", "*calls.json, entry 0*")]
    [InlineData("""[{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x","block":"latest"}]""", "*calls.json, entry 0*'result'*")]
    [InlineData("""[{"to":"0x0d","data":"0x","block":"latest","result":"0x"}]""", "*calls.json, entry 0*'to'*")]
    [InlineData("""[{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x","block":"soon","result":"0x"}]""", "*calls.json, entry 0*'block'*")]
    public void A_damaged_call_is_found(string calls, string message)
    {
        _calls = calls;
        Refused(message);
    }

    [Fact]
    public void A_recorded_failure_of_a_call_is_served_as_one()
    {
        _calls = """[{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x01","block":"latest","error":{"code":3,"message":"execution reverted","data":"0x08"}}]""";
        var chain = Load();
        var rpc = new RecordedChainRpc(chain, FixedHead.AllOf(chain));
        Chains.Ask(rpc, "eth_call", """{"to":"0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852","data":"0x01"}""", "\"latest\"")["error"]!.ToJsonString()
            .Should().Be("""{"code":3,"message":"execution reverted","data":"0x08"}""");
    }

    private RecordedChain Load(bool indented = false)
    {
        Write(indented);
        return RecordedChain.Load(_folder.Path);
    }

    private RecordedChainException Refused(string message)
    {
        if (!File.Exists(_folder.File("blocks.json")) && !File.Exists(_folder.File("receipts.json"))) Write(indented: false);
        return ((Action)(() => RecordedChain.Load(_folder.Path))).Should().Throw<RecordedChainException>().WithMessage(message).Which;
    }

    private void Write(bool indented)
    {
        var options = new System.Text.Json.JsonSerializerOptions { WriteIndented = indented };
        File.WriteAllText(_folder.File("blocks.json"), new JsonArray([.. _blocks.Select(block => block.DeepClone())]).ToJsonString(options));
        File.WriteAllText(_folder.File("receipts.json"), new JsonArray([.. _receipts.Select(receipt => receipt.DeepClone())]).ToJsonString(options));
        File.WriteAllText(_folder.File("meta.json"), _meta);
        if (_calls is not null) File.WriteAllText(_folder.File("calls.json"), _calls);
    }

    private static JsonNode[] First(string file, int count) =>
        [.. Repository.ReadJson(Path.Combine(Chains.LocalFolder, file)).AsArray().SkipWhile(block => block!["transactions"]!.AsArray().Count < 5).Take(count).Select(block => block!)];

    private static JsonNode[] ReceiptsOf(JsonNode[] blocks)
    {
        var hashes = blocks.Select(block => (string)block["hash"]!).ToHashSet();
        return [.. Repository.ReadJson(Path.Combine(Chains.LocalFolder, "receipts.json.gz")).AsArray().Where(receipt => hashes.Contains((string)receipt!["blockHash"]!)).Select(receipt => receipt!)];
    }
}

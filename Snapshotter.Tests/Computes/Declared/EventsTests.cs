using System.Numerics;
using System.Text.Json.Nodes;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.Declared;

public sealed class EventsTests
{
    private const string Source = "0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc";
    private const string Transfer = "Transfer(address indexed from, address indexed to, uint256 value)";
    private const string Swap = "Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)";

    private static readonly Epoch Epoch = new(1, 9, 10);
    private static readonly Address Token = Address.Parse(Source);
    private static readonly Address A = Address.Parse("0x000000000000000000000000000000000000000a");
    private static readonly Address B = Address.Parse("0x000000000000000000000000000000000000000b");
    private static readonly BigInteger Large = BigInteger.Pow(2, 255);

    [Fact]
    public async Task Logs_are_counted_summed_and_listed()
    {
        var text = await Declaration.BuildAsync($$"""{"kind":"events","event":"{{Transfer}}","count":true,"sum":["value"],"list":["to","value"]}""", Source, Transfers());

        text.Should().Be($$$"""
            {"chainHeightRange":{"begin":9,"end":10},"count":3,"event":"Transfer","list":[{{{Listed(B, Large, 9, 0)}}},{{{Listed(A, Large, 9, 1)}}},{{{Listed(B, 5, 10, 0)}}}],"source":"{{{Source}}}","sums":{"value":{{{(Large * 2) + 5}}}},"timestamp":1700000012}
            """);

        static string Listed(Address to, BigInteger value, long block, int index) =>
            $"{{\"args\":{{\"to\":\"{to.ToChecksumString()}\",\"value\":{value}}},\"blockNumber\":{block},\"logIndex\":{index},\"transactionHash\":\"{default(Hash32)}\"}}";
    }

    [Fact]
    public async Task Groups_come_in_the_order_in_which_they_first_appear()
    {
        var text = await Declaration.BuildAsync($$$"""{"kind":"events","event":"{{{Transfer}}}","group_by":["to"],"count":true,"sum":["value"],"decimals":{"value":1}}""", Source, Transfers());

        text.Should().Be($$$"""
            {"chainHeightRange":{"begin":9,"end":10},"decimals":{"value":1},"event":"Transfer","groups":[{{{Group(B, 2, Large + 5)}}},{{{Group(A, 1, Large)}}}],"source":"{{{Source}}}","timestamp":1700000012}
            """);

        static string Group(Address to, int count, BigInteger sum) =>
            $"{{\"by\":{{\"to\":\"{to.ToChecksumString()}\"}},\"count\":{count},\"sums\":{{\"value\":{sum / 10}.{sum % 10}}}}}";
    }

    [Fact]
    public async Task An_epoch_without_logs_has_zeros_and_empty_lists()
    {
        var chain = new ScriptedSourceChain(Epoch);

        (await Declaration.BuildAsync($$"""{"kind":"events","event":"{{Transfer}}","count":true,"sum":["value"],"list":[]}""", Source, chain))
            .Should().Contain("\"count\":0").And.Contain("\"list\":[]").And.Contain("\"sums\":{\"value\":0}");
        (await Declaration.BuildAsync($$"""{"kind":"events","event":"{{Transfer}}","group_by":["to"],"count":true}""", Source, chain)).Should().Contain("\"groups\":[]");
    }

    [Fact]
    public async Task Another_event_with_the_same_first_topic_is_passed_over()
    {
        var chain = Transfers().Log(Token, 10, 1, default, "Transfer(address indexed from, address indexed to, uint256 indexed id)", A, B, BigInteger.One);

        (await Declaration.BuildAsync($$"""{"kind":"events","event":"{{Transfer}}","count":true}""", Source, chain)).Should().Contain("\"count\":3");
    }

    [Fact]
    public async Task Of_an_indexed_text_the_hash_is_written()
    {
        var chain = new ScriptedSourceChain(Epoch).Log(Token, 9, 0, default, "Named(string indexed name)", "x");

        var text = await Declaration.BuildAsync("""{"kind":"events","event":"Named(string indexed name)","group_by":["name"],"count":true}""", Source, chain);

        text.Should().Contain($"\"by\":{{\"name\":\"{AbiEvent.Parse("Named(string indexed name)").EncodeTopic("name", "x")}\"}},\"count\":1");
    }

    [Fact]
    public async Task A_log_of_another_shape_fails_the_snapshot()
    {
        // A log with the event's topics and no data, as a contract may write that means something else by the name.
        var chain = new ScriptedSourceChain(Epoch).Log(Token, 9, 0, default, "Note(uint256 value)", BigInteger.One);
        chain.Spoil(static log => log with { Data = [] });

        var building = () => Declaration.BuildAsync("""{"kind":"events","event":"Note(uint256 value)","count":true}""", Source, chain);

        (await building.Should().ThrowAsync<SnapshotException>()).Which.Message.Should().Contain($"a log of {Token} cannot be read");
    }

    [Fact]
    public async Task The_swaps_of_a_recorded_pair_add_up_to_its_logs()
    {
        var epoch = new Epoch(1, 17686110, 17686132);
        var chain = new RecordedSourceChain(RecordedWorld.Mainnet, epoch, derivesFromLogs: true);
        var abi = AbiEvent.Parse(Swap);
        var expected = RecordedWorld.Mainnet.Logs(Token).Where(log => abi.Matches(log.Topics)).Select(log => abi.Decode(log.Topics, log.Data)).ToList();
        expected.Should().NotBeEmpty();

        var built = JsonNode.Parse(await Declaration.BuildAsync($$"""{"kind":"events","event":"{{Swap}}","group_by":["to"],"count":true,"sum":["amount0In","amount1Out"]}""", Source, chain))!;

        var groups = built["groups"]!.AsArray();
        groups.Sum(static group => (int)group!["count"]!).Should().Be(expected.Count);
        Total("amount0In").Should().Be(Expected("amount0In"));
        Total("amount1Out").Should().Be(Expected("amount1Out"));
        groups.Select(static group => (string)group!["by"]!["to"]!).Should().OnlyHaveUniqueItems();

        BigInteger Total(string name) => groups.Aggregate(BigInteger.Zero, (sum, group) => sum + BigInteger.Parse(group!["sums"]![name]!.ToJsonString()));
        BigInteger Expected(string name) => expected.Aggregate(BigInteger.Zero, (sum, log) => sum + log.Get<BigInteger>(name));
    }

    private static ScriptedSourceChain Transfers() => new ScriptedSourceChain(Epoch)
        .Log(Token, 9, 0, default, Transfer, A, B, Large)
        .Log(Token, 9, 1, default, Transfer, B, A, Large)
        .Log(Token, 10, 0, default, Transfer, A, B, new BigInteger(5));
}

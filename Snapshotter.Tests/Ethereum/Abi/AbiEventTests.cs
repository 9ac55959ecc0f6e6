using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiEventTests
{
    private static readonly Address Someone = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc");

    [Theory]
    [InlineData("event Sync(uint112 reserve0, uint112 reserve1)", "0x1c411e9a96e071241c2f21f7726b17ae89e3cab4c78be50e062b03a9fffbbad1")]
    [InlineData("event Swap(address indexed sender, uint amount0In, uint amount1In, uint amount0Out, uint amount1Out, address indexed to)", "0xd78ad95fa46c994b6551d0da85fc275fe613ce37657fb8d5e3d130840159d822")]
    [InlineData("Transfer(address indexed from, address indexed to, uint256 value)", "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    public void Topics_are_those_of_the_chain(string text, string topic) => AbiEvent.Parse(text).Topic.ToString().Should().Be(topic);

    [Fact]
    public void Values_come_in_the_order_of_the_parameters_wherever_they_stand_in_the_log()
    {
        var swap = AbiEvent.Parse("event Swap(address indexed sender, uint amount0In, address indexed to, bytes note)");
        var log = swap.Encode([Someone, 5, default(Address), new byte[] { 1 }]);
        log.Topics.Should().Equal(swap.Topic, Hash32.Parse("000000000000000000000000b4e16d0168e52d35cacd2c6185b44281ec28c9dc"), default);

        var values = swap.Decode(log.Topics, log.Data);
        AbiDeep.Same(values, new object?[] { Someone, new BigInteger(5), default(Address), new byte[] { 1 } }).Should().BeTrue();
        values.Get<BigInteger>("amount0In").Should().Be(5);
    }

    [Fact]
    public void An_indexed_value_that_no_topic_holds_is_its_hash_and_encodes_again()
    {
        var note = AbiEvent.Parse("event Note(string indexed text, (uint8 a, string b)[] indexed pairs)");
        var log = note.Encode(["hello", new object?[] { new object?[] { 1, "two" } }]);

        var values = note.Decode(log.Topics, log.Data);
        values.Get<Hash32>("text").Should().Be(Keccak256.Hash("hello"));
        var pairs = new byte[64];
        pairs[31] = 1;
        "two"u8.CopyTo(pairs.AsSpan(32));
        values.Get<Hash32>("pairs").Should().Be(Keccak256.Hash(pairs));
        note.Encode(values).Topics.Should().Equal(log.Topics);
    }

    [Fact]
    public void An_anonymous_event_uses_all_four_topics()
    {
        var quiet = AbiEvent.Parse("event Quiet(uint8 indexed a, uint8 indexed b, uint8 indexed c, bool indexed d) anonymous");
        var log = quiet.Encode([1, 2, 3, true]);
        log.Topics.Should().HaveCount(4).And.NotContain(quiet.Topic);
        quiet.Decode(log.Topics, log.Data).Get<bool>("d").Should().BeTrue();
    }

    [Theory]
    [InlineData("event E(bool indexed a, bool indexed b, bool indexed c, bool indexed d)", "*at most 3*")]
    [InlineData("event E(bool indexed a, bool indexed b, bool indexed c, bool indexed d, bool indexed e) anonymous", "*at most 4*")]
    [InlineData("event E((bool indexed a) b)", "*only an event's own parameters*")]
    [InlineData("event E(bool a) returns (bool)", "*'r' is not expected*")]
    public void A_text_that_describes_no_event_is_refused(string text, string message)
    {
        var parse = () => AbiEvent.Parse(text);
        parse.Should().Throw<AbiException>().WithMessage(message);
    }

    [Fact]
    public void A_log_of_another_event_is_refused()
    {
        var sync = AbiEvent.Parse("event Sync(uint112 reserve0, uint112 reserve1)");
        var other = () => sync.Decode([default], new byte[64]);
        other.Should().Throw<AbiException>().WithMessage("ABI Sync(uint112,uint112): a log of this event has 1 topics, first 0x1c411e9a*");
        var none = () => sync.Decode([], new byte[64]);
        none.Should().Throw<AbiException>();
    }

    [Fact]
    public void A_topic_with_dirty_padding_names_its_parameter()
    {
        var transfer = AbiEvent.Parse("event Transfer(address indexed from)");
        var decode = () => transfer.Decode([transfer.Topic, Hash32.Parse(new string('f', 64))], []);
        decode.Should().Throw<AbiException>().WithMessage("ABI from: 0xff*is no address*");
    }

    [Fact]
    public void A_filters_topic_is_that_of_the_log()
    {
        var transfer = AbiEvent.Parse("event Transfer(address indexed from, string indexed memo, uint256 value)");
        var log = transfer.Encode([Someone, "rent", 1]);
        transfer.EncodeTopic("from", Someone).Should().Be(log.Topics[1]);
        transfer.EncodeTopic("memo", "rent").Should().Be(log.Topics[2]);
        var unindexed = () => transfer.EncodeTopic("value", 1);
        unindexed.Should().Throw<AbiException>().WithMessage("*no indexed parameter has the name 'value'*");
    }
}

using Snapshotter.Ethereum.Abi;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiTypeTests
{
    [Theory]
    [InlineData("uint", "uint256")]
    [InlineData("int", "int256")]
    [InlineData("uint8", "uint8")]
    [InlineData("int96[]", "int96[]")]
    [InlineData("fixed", "fixed128x18")]
    [InlineData("ufixed", "ufixed128x18")]
    [InlineData("ufixed8x80", "ufixed8x80")]
    [InlineData("function[2]", "function[2]")]
    [InlineData(" bytes32 [4] [ ] ", "bytes32[4][]")]
    [InlineData("bytes[0]", "bytes[0]")]
    [InlineData("()", "()")]
    [InlineData("tuple(address owner, tuple(uint a, uint b)[2] parts)[]", "(address,(uint256,uint256)[2])[]")]
    public void A_type_has_one_canonical_text(string text, string canonical)
    {
        AbiType.Parse(text).Canonical.Should().Be(canonical);
        AbiType.Parse(canonical).Should().Be(AbiType.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("uint7")]
    [InlineData("uint264")]
    [InlineData("uint08")]
    [InlineData("int0")]
    [InlineData("bytes33")]
    [InlineData("bytes0")]
    [InlineData("fixed128")]
    [InlineData("fixed128x81")]
    [InlineData("fixed128x0")]
    [InlineData("fixedx18")]
    [InlineData("Uint256")]
    [InlineData("address payable x")]
    [InlineData("uint[")]
    [InlineData("uint[-1]")]
    [InlineData("uint[01]")]
    [InlineData("uint[1048577]")]
    [InlineData("uint[99999999999]")]
    [InlineData("uint[1024][1025]")]
    [InlineData("tuple")]
    [InlineData("(uint,)")]
    [InlineData("(uint")]
    [InlineData("(uint a b)")]
    [InlineData("(uint indexed a)")]
    [InlineData("uint)")]
    public void A_text_that_is_no_type_is_refused(string text)
    {
        var parse = () => AbiType.Parse(text);
        parse.Should().Throw<AbiException>().WithMessage("ABI t*");
    }

    [Fact]
    public void A_bomb_of_nested_types_is_refused_before_the_stack_ends()
    {
        AbiType.Parse(Nested(AbiType.MaxDepth)).IsDynamic.Should().BeFalse();
        var tuples = () => AbiType.Parse(Nested(100_000));
        tuples.Should().Throw<AbiException>().WithMessage("*nest deeper than 32*");
        var arrays = () => AbiType.Parse("uint" + string.Concat(Enumerable.Repeat("[]", 100_000)));
        arrays.Should().Throw<AbiException>().WithMessage("*nest at most 32 deep*");
    }

    [Theory]
    [InlineData("uint256", false)]
    [InlineData("uint256[2]", false)]
    [InlineData("(uint256,bytes4[3])", false)]
    [InlineData("string", true)]
    [InlineData("uint256[]", true)]
    [InlineData("string[0]", true)]
    [InlineData("(uint256,bytes)", true)]
    public void A_type_is_dynamic_where_the_specification_says_so(string text, bool isDynamic) =>
        AbiType.Parse(text).IsDynamic.Should().Be(isDynamic);

    private static string Nested(int depth) => new string('(', depth) + "uint" + new string(')', depth);
}

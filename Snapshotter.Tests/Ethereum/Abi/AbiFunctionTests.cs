using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiFunctionTests
{
    private static readonly AbiFunction GetReserves = AbiFunction.Parse("function getReserves() view returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast)");

    [Theory]
    [InlineData("function getReserves() view returns (uint112, uint112, uint32)", "0x0902f1ac")]
    [InlineData("function transfer(address to, uint value) external returns (bool)", "0xa9059cbb")]
    [InlineData("function balanceOf(address)", "0x70a08231")]
    [InlineData("decimals() public pure returns (uint8);", "0x313ce567")]
    public void Selectors_are_those_of_the_chain(string text, string selector) =>
        AbiFunction.Parse(text).Selector.ToString().Should().Be(selector);

    [Fact]
    public void Results_are_had_by_name_and_by_index()
    {
        var result = GetReserves.DecodeResult(GetReserves.EncodeResult([1, 2, 3]));
        result.Get<BigInteger>("reserve1").Should().Be(2);
        result.Get<BigInteger>(2).Should().Be(3);
        result["reserve0"].Should().Be(BigInteger.One);

        var unknown = () => result["reserve2"];
        unknown.Should().Throw<AbiException>().WithMessage("ABI parameter 'reserve2': there are only reserve0, reserve1, blockTimestampLast.");
        var wrong = () => result.Get<bool>("reserve0");
        wrong.Should().Throw<AbiException>().WithMessage("ABI reserve0: a BigInteger is no Boolean.");
    }

    [Fact]
    public void No_result_at_all_is_explained()
    {
        var decode = () => GetReserves.DecodeResult([]);
        decode.Should().Throw<AbiException>().WithMessage("ABI getReserves(): the call returned nothing. Is there a contract*");
        AbiFunction.Parse("function sync()").DecodeResult([]).Should().BeEmpty();
    }

    [Fact]
    public void A_short_result_names_what_is_expected()
    {
        var decode = () => GetReserves.DecodeResult(new byte[64]);
        decode.Should().Throw<AbiException>().WithMessage("ABI (uint112,uint112,uint32): 96 bytes are needed at byte 0, but the data has 64 bytes.");
    }

    [Fact]
    public void Call_data_comes_back_and_that_of_another_function_is_refused()
    {
        var transfer = AbiFunction.Parse("function transfer(address to, uint256 value)");
        var to = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc");
        transfer.DecodeCall(transfer.EncodeCall([to, 9])).Should().Equal(to, new BigInteger(9));

        var decode = () => transfer.DecodeCall(GetReserves.EncodeCall([]));
        decode.Should().Throw<AbiException>().WithMessage("ABI transfer(address,uint256): the data does not start with 0xa9059cbb.");
    }

    [Theory]
    [InlineData("function (uint a)")]
    [InlineData("function 1f()")]
    [InlineData("function f(uint a) sometimes")]
    [InlineData("function f(uint indexed a)")]
    [InlineData("function f(uint a) returns uint")]
    [InlineData("function f(uint a) returns (uint) view")]
    [InlineData("function f(Order order)")]
    public void A_text_that_describes_no_function_is_refused(string text)
    {
        var parse = () => AbiFunction.Parse(text);
        parse.Should().Throw<AbiException>().WithMessage($"ABI text '{text}': *at character *");
    }
}

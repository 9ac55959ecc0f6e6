using System.Globalization;
using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiDecoderTests
{
    private const string Huge = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    [Theory]
    [InlineData("uint8", "100", "#0*is no uint8*")]
    [InlineData("int8", "80", "#0*is no int8*")]
    [InlineData("bool", "2", "#0*0 or 1, not 2*")]
    [InlineData("address", Huge, "#0*is no address*")]
    [InlineData("bytes4", "1", "#0*is no bytes4*")]
    [InlineData("uint256", "", "(uint256)*32 bytes are needed at byte 0, but the data has 0*")]
    [InlineData("uint256[2]", "1", "(uint256[2])*64 bytes are needed*")]
    [InlineData("bytes", Huge, "#0*the offset*more than the data's 32 bytes*")]
    [InlineData("bytes", "21", "#0*points behind the data*")]
    [InlineData("bytes", "20", "#0*32 bytes are needed at byte 32*")]
    [InlineData("bytes", "20 1", "#0*1 bytes are needed at byte 64*")]
    [InlineData("string", "20 7fffffff", "#0*2147483647 bytes are needed*")]
    [InlineData("uint256[]", "20 7fffffff", "#0*bytes are needed at byte 64*")]
    [InlineData("uint256[]", "20 80000000", "#0*the length 2147483648*")]
    [InlineData("()[]", "20 7fffffff", "#0*unfolds to more than 1048576 values*")]
    [InlineData("uint256[0][]", "20 7fffffff", "#0*unfolds to more than 1048576 values*")]
    [InlineData("(uint256 id, (bool a, bool b)[] flags)[]", "20 1 20 1 40 2 1 0 1 5", "#0[0].flags[1].b: *")]
    public void A_faulty_encoding_is_refused_with_the_parameter_at_fault(string type, string words, string message)
    {
        var data = Words(words);
        var decode = () => AbiDecoder.Decode([AbiType.Parse(type)], data);
        decode.Should().Throw<AbiException>().WithMessage("ABI " + message);
    }

    [Fact]
    public void A_string_that_is_not_UTF_8_is_refused_and_can_be_read_as_bytes()
    {
        var data = Words("20 2 c328000000000000000000000000000000000000000000000000000000000000");
        var decode = () => AbiDecoder.Decode([AbiType.String], data);
        decode.Should().Throw<AbiException>().WithMessage("ABI #0: the string is not UTF-8*");
        AbiDecoder.Decode([AbiType.Bytes], data)[0].Should().BeEquivalentTo(new byte[] { 0xc3, 0x28 });
    }

    [Fact]
    public void Offsets_that_unfold_a_few_words_to_billions_of_values_are_refused()
    {
        // Each level is an array of 64 offsets, all pointing to the one next level: 64^6 values in 400 words.
        var words = new List<string> { "20" };
        for (var level = 0; level < 6; level++)
        {
            words.Add("40");
            words.AddRange(Enumerable.Repeat((64 * 32).ToString("x", CultureInfo.InvariantCulture), 64));
        }

        words.Add("0");
        var decode = () => AbiDecoder.Decode([AbiType.Parse("uint256[][][][][][][]")], Words(string.Join(' ', words)));
        decode.Should().Throw<AbiException>().WithMessage("ABI #0[0]*unfolds to more than 1048576 values*");
    }

    [Fact]
    public void Offsets_may_share_and_skip_bytes()
    {
        var data = Words("80 80 63 63 1 aa00000000000000000000000000000000000000000000000000000000000000");
        var values = AbiDecoder.Decode([AbiType.Bytes, AbiType.Bytes], data);
        values.Should().BeEquivalentTo(new object[] { new byte[] { 0xaa }, new byte[] { 0xaa } });
    }

    [Fact]
    public void Bytes_need_no_padding_behind_them() =>
        AbiDecoder.Decode([AbiType.Bytes], [.. Words("20 2"), 0xab, 0xcd])[0].Should().BeEquivalentTo(new byte[] { 0xab, 0xcd });

    [Fact]
    public void Numbers_at_the_edges_of_their_types_are_read()
    {
        var values = AbiDecoder.Decode([AbiType.Int(8), AbiType.Int(8), AbiType.UInt(8), AbiType.Int(256)], Words($"7f ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80 ff {Huge}"));
        values.Should().Equal(new BigInteger(127), new BigInteger(-128), new BigInteger(255), BigInteger.MinusOne);
    }

    private static byte[] Words(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Hex.Decode(word.PadLeft(64, '0'))).ToArray();
}

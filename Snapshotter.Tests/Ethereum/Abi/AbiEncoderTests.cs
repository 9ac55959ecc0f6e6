using System.Numerics;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Abi;

public class AbiEncoderTests
{
    public static TheoryData<string, object?, string> Misfits => new()
    {
        { "uint8", 256, "#0*256 does not fit uint8*" },
        { "uint256", -1, "#0*-1 does not fit uint256*" },
        { "uint256", BigInteger.Pow(2, 256), "#0*does not fit uint256*" },
        { "uint256", BigInteger.Pow(2, 9000), "#0*a number of 9001 bits does not fit*" },
        { "int8", 128, "#0*128 does not fit int8*" },
        { "int8", -129, "#0*-129 does not fit int8*" },
        { "uint256", 1.5, "#0*cannot be made from Double*" },
        { "uint256", null, "#0*cannot be made from null*" },
        { "address", "0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc", "#0*cannot be made from String*" },
        { "bytes4", new byte[5], "#0*bytes4 has 4 bytes, not 5*" },
        { "bytes", "text", "#0*bytes cannot be made from String*" },
        { "bool[2]", new object?[] { true }, "#0*has 2 values, not 1*" },
        { "(bool a, uint8[] b)", new object?[] { true, new object?[] { 1, 300 } }, "#0.b[1]*300 does not fit*" },
        { "bool[]", true, "#0*cannot be made from Boolean*" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_value_that_does_not_fit_is_refused_with_its_path(string type, object? value, string message)
    {
        var encode = () => AbiEncoder.Encode([AbiType.Parse(type)], [value]);
        encode.Should().Throw<AbiException>().WithMessage("ABI " + message);
    }

    // Not a case of the above: the runner would replace the lone surrogate on its way here.
    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var encode = () => AbiEncoder.Encode([AbiType.String], ["\ud800"]);
        encode.Should().Throw<AbiException>().WithMessage("ABI #0: the string has half of a surrogate pair*");
    }

    [Fact]
    public void A_missing_value_is_refused()
    {
        var encode = () => AbiEncoder.Encode([AbiType.Bool, AbiType.Bool], [true]);
        encode.Should().Throw<AbiException>().WithMessage("ABI (bool,bool): (bool,bool) has 2 values, not 1.");
    }

    [Fact]
    public void Any_integer_and_any_list_encode_alike()
    {
        var types = new[] { AbiType.UInt(64), AbiType.Parse("uint16[]") };
        var expected = AbiEncoder.Encode(types, [new BigInteger(7), new object?[] { new BigInteger(1), new BigInteger(2) }]);
        object?[][] same = [[7, new[] { 1, 2 }], [7u, new byte[] { 1, 2 }], [7L, new List<BigInteger> { 1, 2 }], [7UL, new object?[] { 1UL, 2L }], [(UInt128)7, new object?[] { (Int128)1, 2 }]];
        foreach (var values in same) AbiEncoder.Encode(types, values).Should().Equal(expected);
    }

    [Fact]
    public void A_hash_encodes_as_bytes32()
    {
        var hash = Hash32.Parse(new string('a', 64));
        AbiEncoder.Encode([AbiType.FixedBytes(32)], [hash]).Should().Equal(hash.Bytes.ToArray());
    }

    [Fact]
    public void A_fixed_point_number_is_its_scaled_integer()
    {
        var types = new[] { AbiType.Parse("fixed8x1"), AbiType.Parse("ufixed128x18") };
        var values = new object?[] { new BigInteger(-125), BigInteger.Pow(10, 18) };
        AbiDeep.Same(AbiDecoder.Decode(types, AbiEncoder.Encode(types, values)), values).Should().BeTrue();
    }

    // The example of the specification, "Non-standard Packed Mode".
    [Fact]
    public void Packed_values_stand_without_padding() =>
        Hex.Prefixed(AbiEncoder.EncodePacked([AbiType.Parse("int16"), AbiType.Parse("bytes1"), AbiType.Parse("uint16"), AbiType.String], [-1, new byte[] { 0x42 }, 3, "Hello, world!"]))
            .Should().Be("0xffff42000348656c6c6f2c20776f726c6421");

    [Theory]
    [InlineData("(uint256)")]
    [InlineData("(uint256)[]")]
    [InlineData("bytes[]")]
    [InlineData("string[2]")]
    public void A_type_that_Solidity_cannot_pack_is_refused(string type)
    {
        var encode = () => AbiEncoder.EncodePacked([AbiType.Parse(type)], [Array.Empty<object?>()]);
        encode.Should().Throw<AbiException>().WithMessage("*has no packed encoding*");
    }
}

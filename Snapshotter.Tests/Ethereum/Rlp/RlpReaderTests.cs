using System.Numerics;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Tests.Ethereum.Rlp;

public class RlpReaderTests
{
    private static readonly Address Someone = Address.Parse("0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc");

    [Fact]
    public void Every_kind_of_field_comes_back_as_it_was_written()
    {
        var hash = Hash32.Parse("0x1c7e9a3d6f5b4c2e8d0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60");
        var writer = new RlpWriter(capacity: 1);
        writer.BeginList();
        writer.WriteUInt64(ulong.MaxValue);
        writer.WriteUInt64(0);
        writer.WriteBigInteger(BigInteger.Pow(2, 255));
        writer.WriteBigInteger(BigInteger.Zero);
        writer.WriteBoolean(true);
        writer.WriteBoolean(false);
        writer.WriteAddress(Someone);
        writer.WriteAddress(null);
        writer.WriteHash32(hash);
        writer.BeginList();
        writer.WriteBytes(new byte[300]);
        writer.EndList();
        writer.WriteEncoded([0xc1, 0x80]);
        writer.EndList();

        var document = new RlpReader(writer.WrittenSpan);
        var fields = document.ReadList();
        document.RequireEnd();
        fields.ReadUInt64().Should().Be(ulong.MaxValue);
        fields.ReadUInt64().Should().Be(0);
        fields.ReadBigInteger().Should().Be(BigInteger.Pow(2, 255));
        fields.ReadBigInteger().Should().Be(BigInteger.Zero);
        fields.ReadBoolean().Should().BeTrue();
        fields.ReadBoolean().Should().BeFalse();
        fields.ReadOptionalAddress().Should().Be(Someone);
        fields.ReadOptionalAddress().Should().BeNull();
        fields.ReadHash32().Should().Be(hash);
        fields.NextIsList.Should().BeTrue();
        fields.ReadList().ReadBytes(300).ToArray().Should().OnlyContain(digit => digit == 0);
        fields.ReadEncoded().ToArray().Should().Equal(0xc1, 0x80);
        fields.IsAtEnd.Should().BeTrue();
    }

    [Theory]
    [InlineData("0x00", "*must not start with a zero byte*")]
    [InlineData("0x820001", "*must not start with a zero byte*")]
    [InlineData("0x89010000000000000000", "*at most 8 bytes*not 9*")]
    [InlineData("0xc0", "*a byte string is expected, not a list*")]
    [InlineData("0x", "*the data ends here*")]
    public void A_number_that_is_not_canonical_or_too_wide_is_refused(string data, string message)
    {
        var read = () => new RlpReader(Hex.Decode(data)).ReadUInt64();
        read.Should().Throw<RlpException>().WithMessage(message);
    }

    [Fact]
    public void A_number_of_257_bits_is_refused_unless_asked_for()
    {
        var data = Encoded(writer => writer.WriteBigInteger(BigInteger.Pow(2, 256)));
        var read = () => new RlpReader(data).ReadBigInteger();
        read.Should().Throw<RlpException>().WithMessage("*at most 32 bytes*not 33*");
        new RlpReader(data).ReadBigInteger(maxBytes: 33).Should().Be(BigInteger.Pow(2, 256));
    }

    [Fact]
    public void A_flag_of_two_is_refused()
    {
        var read = () => new RlpReader([0x02]).ReadBoolean();
        read.Should().Throw<RlpException>().WithMessage("*0 or 1 is expected, not 2*");
    }

    [Fact]
    public void An_address_of_19_bytes_is_refused()
    {
        var data = Encoded(writer => writer.WriteBytes(new byte[19]));
        var read = () => new RlpReader(data).ReadOptionalAddress();
        read.Should().Throw<RlpException>().WithMessage("*20 bytes are expected, not 19*");
    }

    [Fact]
    public void An_error_inside_nested_lists_tells_the_offset_in_the_whole_data()
    {
        var read = () =>
        {
            var outer = new RlpReader(Hex.Decode("0xc783646f67c28100")).ReadList();
            outer.ReadBytes();
            var inner = outer.ReadList();
            inner.ReadBytes();
        };
        read.Should().Throw<RlpException>().Which.Offset.Should().Be(6);
    }

    [Fact]
    public void A_failed_read_leaves_the_position()
    {
        var reader = new RlpReader([0x05]);
        try
        {
            reader.ReadBoolean();
        }
        catch (RlpException)
        {
            // The point is what comes after it.
        }

        reader.ReadUInt64().Should().Be(5);
    }

    [Fact]
    public void Items_left_over_are_refused()
    {
        var read = () =>
        {
            var reader = new RlpReader([0x01, 0x02]);
            reader.ReadUInt64();
            reader.RequireEnd();
        };
        read.Should().Throw<RlpException>().WithMessage("RLP at byte 1: 1 bytes are left over*");
    }

    private static byte[] Encoded(Action<RlpWriter> write)
    {
        var writer = new RlpWriter();
        write(writer);
        return writer.ToArray();
    }
}

using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Tests.Ethereum.Rlp;

public class HexPrefixTests
{
    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0x01 })]
    [InlineData(new byte[] { 0x40 })]
    public void A_path_that_does_not_start_with_its_flags_is_refused(byte[] packed)
    {
        var decode = () => HexPrefix.Decode(packed);
        decode.Should().Throw<FormatException>();
    }

    [Fact]
    public void A_whole_byte_is_no_half_byte()
    {
        var encode = () => HexPrefix.Encode([16], isLeaf: false);
        encode.Should().Throw<ArgumentException>();
    }
}

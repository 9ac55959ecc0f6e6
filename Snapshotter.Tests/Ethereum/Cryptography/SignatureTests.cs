using Snapshotter.Ethereum.Cryptography;

namespace Snapshotter.Tests.Ethereum.Cryptography;

public class SignatureTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(27, 0)]
    [InlineData(28, 1)]
    public void Both_writings_of_v_are_read(byte v, int recoveryId)
    {
        var signature = Signature.Parse([.. new byte[64], v]);
        signature.RecoveryId.Should().Be(recoveryId);
        signature.V.Should().Be((byte)(27 + recoveryId));
        signature.ToBytes().Should().EndWith(signature.V).And.HaveCount(65);
    }

    [Theory]
    [InlineData(65, 2)]
    [InlineData(65, 26)]
    [InlineData(65, 29)]
    [InlineData(64, 27)]
    [InlineData(66, 27)]
    [InlineData(0, 0)]
    public void Another_length_or_v_is_refused(int length, byte v)
    {
        var bytes = new byte[length];
        if (length > 0) bytes[^1] = v;
        var parse = () => Signature.Parse(bytes);
        parse.Should().Throw<Secp256k1Exception>().Which.Fault.Should().Be(Secp256k1Fault.Signature);
    }

    [Fact]
    public void The_largest_low_s_is_half_the_order()
    {
        byte[] compact = [.. new byte[32], .. Secp256k1.HalfOrder];
        new Signature(compact, 0).IsLowS.Should().BeTrue();
        compact[^1]++;
        new Signature(compact, 0).IsLowS.Should().BeFalse();
    }
}

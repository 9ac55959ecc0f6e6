using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Cryptography;

namespace Snapshotter.Tests.Ethereum.Cryptography;

public class DerSignatureTests
{
    [Fact]
    public void Every_signature_of_numbers_above_zero_is_read_back() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Compacts.ToArbitrary(), compact =>
        {
            var read = new byte[Signature.CompactSize];
            DerSignature.TryDecode(DerSignature.Encode(compact), read).Should().BeTrue();
            read.Should().Equal(compact);
        }));

    [Fact]
    public void Damaged_bytes_are_refused_or_are_the_one_encoding_of_another_signature()
    {
        var random = new Random(30);
        var accepted = 0;
        var compact = new byte[Signature.CompactSize];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(compact);
            var der = DerSignature.Encode(compact);
            der[random.Next(i % 2 == 0 ? 6 : der.Length)] = (byte)random.Next(256);
            if (random.Next(4) == 0) der = der[..random.Next(der.Length)];
            if (!DerSignature.TryDecode(der, compact)) continue;
            DerSignature.Encode(compact).Should().Equal(der);
            accepted++;
        }

        accepted.Should().BeGreaterThan(1000);
    }

    private static Gen<byte[]> Compacts =>
        from leadingZeros in Gen.Choose(0, 31)
        from bytes in Gen.Choose(0, 255).ArrayOf(Signature.CompactSize)
        select Shape(bytes, leadingZeros);

    private static byte[] Shape(int[] values, int leadingZeros)
    {
        var bytes = values.Select(value => (byte)value).ToArray();
        bytes.AsSpan(0, leadingZeros).Clear();
        bytes[31] |= 1;
        bytes[63] |= 1;
        return bytes;
    }
}

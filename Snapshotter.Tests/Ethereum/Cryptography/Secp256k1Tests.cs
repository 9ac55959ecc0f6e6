using System.Security.Cryptography;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Ethereum.Cryptography;

public class Secp256k1Tests
{
    private static readonly byte[] KeyOne = [.. new byte[31], 1];

    [Fact]
    public void The_default_is_the_native_library_where_it_is_installed() =>
        Secp256k1.Default.Name.Should().Be(Curve.Of("native").Name).And.Be("libsecp256k1");

    [Fact]
    public void Native_and_managed_give_the_same_bytes_for_random_input()
    {
        ISecp256k1 native = Curve.Of("native"), managed = Curve.Of("managed");
        for (var seed = 0; seed < 400; seed++)
        {
            var privateKey = SHA256.HashData([1, .. BitConverter.GetBytes(seed)]);
            var digest = new Hash32(SHA256.HashData([2, .. BitConverter.GetBytes(seed)]));
            var entropy = seed % 2 == 0 ? SHA256.HashData([3, .. BitConverter.GetBytes(seed)]) : [];

            var key = native.DerivePublicKey(privateKey);
            managed.DerivePublicKey(privateKey).Should().Be(key);
            var signature = native.Sign(digest, privateKey, entropy);
            managed.Sign(digest, privateKey, entropy).Should().Be(signature);

            // Whatever the recovery id, both must find the same key or none.
            for (var id = 0; id < 4; id++)
            {
                var claimed = new Signature(signature.Compact, id);
                native.TryRecover(digest, claimed, out var byNative).Should().Be(managed.TryRecover(digest, claimed, out var byManaged));
                byManaged.Should().Be(byNative);
                (byNative == key).Should().Be(id == signature.RecoveryId);
            }

            native.TryParsePublicKey(key.ToCompressed(), out var fromNative).Should().BeTrue();
            managed.TryParsePublicKey(key.ToCompressed(), out var fromManaged).Should().BeTrue();
            fromNative.Should().Be(key);
            fromManaged.Should().Be(key);

            byte[] sharedNative = new byte[32], sharedManaged = new byte[32];
            native.DeriveSharedX(entropy.Length > 0 ? entropy : KeyOne, key, sharedNative);
            managed.DeriveSharedX(entropy.Length > 0 ? entropy : KeyOne, key, sharedManaged);
            sharedManaged.Should().Equal(sharedNative);
        }
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void A_digest_above_the_order_is_reduced_before_it_goes_into_the_nonce(string name)
    {
        var reduced = new byte[32];
        new byte[] { 5 }.CopyTo(reduced, 31);
        var unreduced = Secp256k1.Order.ToArray();
        unreduced[^1] += 5;
        Curve.Of(name).Sign(new Hash32(unreduced), KeyOne).Should().Be(Curve.Of(name).Sign(new Hash32(reduced), KeyOne));
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void A_nonce_point_beyond_the_order_recovers_with_bit_one_of_the_id(string name)
    {
        // With recovery id 2 a small r names x = n + r. About every second x has a point.
        var curve = Curve.Of(name);
        var compact = new byte[Signature.CompactSize];
        compact[63] = 1;
        var digest = new Hash32(KeyOne);
        var found = 0;
        for (compact[31] = 1; compact[31] < 20; compact[31]++)
        {
            if (!curve.TryRecover(digest, new Signature(compact, 2), out var key)) continue;
            curve.Verify(digest, compact, key).Should().BeTrue();
            found++;
        }

        found.Should().BeInRange(5, 15);
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void An_r_too_large_for_a_reduced_x_recovers_nothing(string name)
    {
        var compact = new byte[Signature.CompactSize];
        Secp256k1.PrimeLessOrder.CopyTo(compact);
        compact[63] = 1;
        for (var id = 2; id < 4; id++) Curve.Of(name).TryRecover(new Hash32(KeyOne), new Signature(compact, id), out _).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void A_signature_whose_key_would_be_infinity_recovers_nothing(string name)
    {
        // R = G and s = z: the key would be (sR - zG)/r, the point at infinity.
        var digest = new Hash32(SHA256.HashData("x"u8));
        var generator = Curve.Of(name).DerivePublicKey(KeyOne);
        byte[] compact = [.. generator.Coordinates[..32], .. digest.Bytes];
        Curve.Of(name).TryRecover(digest, new Signature(compact, generator.Coordinates[^1] & 1), out _).Should().BeFalse();
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void The_default_public_key_is_refused_everywhere(string name)
    {
        var curve = Curve.Of(name);
        curve.Verify(new Hash32(KeyOne), curve.Sign(new Hash32(KeyOne), KeyOne).Compact, default).Should().BeFalse();
        var derive = () => curve.DeriveSharedX(KeyOne, default, new byte[32]);
        derive.Should().Throw<Secp256k1Exception>().Which.Fault.Should().Be(Secp256k1Fault.PublicKey);
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void Lengths_and_prefixes_other_than_the_standard_ones_are_no_public_key(string name)
    {
        var curve = Curve.Of(name);
        var key = curve.DerivePublicKey(KeyOne);
        var hybrid = key.ToUncompressed();
        hybrid[0] = (byte)(6 | (hybrid[^1] & 1));
        curve.TryParsePublicKey(hybrid, out _).Should().BeFalse();
        foreach (var length in new[] { 0, 1, 32, 34, 64, 66 })
        {
            foreach (byte prefix in new byte[] { 0, 2, 3, 4, 6, 7 })
            {
                var bytes = new byte[length];
                if (length > 0) bytes[0] = prefix;
                curve.TryParsePublicKey(bytes, out _).Should().BeFalse();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void Private_keys_of_another_length_are_refused_by_name(string name)
    {
        foreach (var length in new[] { 0, 31, 33 })
        {
            Curve.Of(name).IsPrivateKey(new byte[length]).Should().BeFalse();
            var derive = () => Curve.Of(name).DerivePublicKey(new byte[length]);
            derive.Should().Throw<Secp256k1Exception>().WithMessage($"A private key has 32 bytes, not {length}.");
        }
    }
}

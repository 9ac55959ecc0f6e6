using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Cryptography.Managed;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Cryptography;

public class NobleVectorTests
{
    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void Signs_every_message_to_the_same_bytes_and_recovers_its_key(string name)
    {
        var curve = Curve.Of(name);
        var cases = Read()["valid"]!.AsArray();
        cases.Should().HaveCount(2019);
        foreach (var item in cases)
        {
            var privateKey = Hex.Decode((string)item!["d"]!);
            var digest = Hash32.Parse((string)item["m"]!);
            var signature = curve.Sign(digest, privateKey);
            Convert.ToHexStringLower(signature.Compact).Should().Be((string)item["signature"]!);

            var publicKey = curve.DerivePublicKey(privateKey);
            signature.IsLowS.Should().BeTrue();
            curve.Verify(digest, signature.Compact, publicKey).Should().BeTrue();
            curve.TryRecover(digest, signature, out var recovered).Should().BeTrue();
            recovered.Should().Be(publicKey);
        }
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void Extra_entropy_changes_the_nonce_as_the_standard_says(string name)
    {
        var entropies = new Dictionary<string, string>
        {
            ["extraEntropy0"] = new('0', 64),
            ["extraEntropy1"] = new string('0', 63) + "1",
            ["extraEntropyN"] = Convert.ToHexStringLower(Secp256k1.Order),
            ["extraEntropyMax"] = new('f', 64),
        };
        var cases = Read()["extraEntropy"]!.AsArray();
        cases.Should().HaveCount(5);
        foreach (var item in cases)
        {
            foreach (var (field, entropy) in entropies)
            {
                var signature = Curve.Of(name).Sign(Hash32.Parse((string)item!["m"]!), Hex.Decode((string)item["d"]!), Hex.Decode(entropy));
                Convert.ToHexStringLower(signature.Compact).Should().Be((string)item[field]!);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void A_private_key_out_of_range_signs_nothing(string name)
    {
        var cases = Read()["invalid"]!["sign"]!.AsArray();
        cases.Should().HaveCount(4);
        foreach (var item in cases)
        {
            var sign = () => Curve.Of(name).Sign(Hash32.Parse((string)item!["m"]!), Hex.Decode((string)item["d"]!));
            sign.Should().Throw<Secp256k1Exception>().Which.Fault.Should().Be(Secp256k1Fault.PrivateKey);
        }
    }

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void A_bad_key_or_signature_verifies_nothing(string name)
    {
        var curve = Curve.Of(name);
        var cases = Read()["invalid"]!["verify"]!.AsArray();
        cases.Should().HaveCount(25);
        foreach (var item in cases)
        {
            var signature = new Signature(Hex.Decode((string)item!["signature"]!), 0);
            var isPoint = curve.TryParsePublicKey(Hex.Decode((string)item["Q"]!), out var key);
            var verified = isPoint && curve.Verify(Hash32.Parse((string)item["m"]!), signature.Compact, key);
            if ((bool?)item["strict"] == true)
            {
                // The one case whose only fault is a high s: strict callers ask for that.
                verified.Should().BeTrue();
                signature.IsLowS.Should().BeFalse();
            }
            else
            {
                verified.Should().BeFalse("{0}", item["description"]);
            }

            if ((string?)item["exception"] == "Expected Point") isPoint.Should().BeFalse();
        }
    }

    [Fact]
    public void Nonces_are_those_of_RFC_6979()
    {
        var cases = Repository.ReadJson(Repository.Vector("secp256k1", "noble-rfc6979.json")).AsArray();
        cases.Should().HaveCount(10);
        foreach (var item in cases)
        {
            var digest = SHA256.HashData(Encoding.UTF8.GetBytes((string)item!["message"]!));
            var nonces = NoncesOf(Hex.Decode((string)item["d"]!), digest, 16);
            nonces[0].Should().Be((string)item["k0"]!);
            nonces[1].Should().Be((string)item["k1"]!);
            nonces[15].Should().Be((string)item["k15"]!);
        }
    }

    private static string[] NoncesOf(byte[] privateKey, byte[] digest, int count)
    {
        var generator = new Rfc6979(new byte[Rfc6979.StateSize], privateKey, digest, default);
        var nonces = new string[count];
        var bytes = new byte[32];
        for (var i = 0; i < count; i++)
        {
            generator.Next().WriteTo(bytes);
            nonces[i] = Convert.ToHexStringLower(bytes);
        }

        return nonces;
    }

    private static JsonNode Read() => Repository.ReadJson(Repository.Vector("secp256k1", "noble-ecdsa.json.gz"));
}

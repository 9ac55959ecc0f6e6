using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Cryptography;

public class WycheproofTests
{
    private const string UncompressedInfo = "3056301006072a8648ce3d020106052b8104000a034200";
    private const string CompressedInfo = "3036301006072a8648ce3d020106052b8104000a032200";

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void Meets_every_DER_signature(string curve) =>
        CheckSignatures(Curve.Of(curve), "wycheproof-ecdsa_secp256k1_sha256_test.json.gz", 476, valid: 168, ReadDer);

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void Meets_every_fixed_length_signature(string curve) =>
        CheckSignatures(Curve.Of(curve), "wycheproof-ecdsa_secp256k1_sha256_p1363_test.json.gz", 252, valid: 167, bytes => bytes);

    [Theory]
    [MemberData(nameof(Curve.All), MemberType = typeof(Curve))]
    public void Meets_every_shared_secret(string curve)
    {
        var results = new Dictionary<string, int>();
        foreach (var (_, test) in Tests("wycheproof-ecdh_secp256k1_test.json.gz"))
        {
            var result = (string)test["result"]!;
            var shared = DeriveShared(Curve.Of(curve), (string)test["public"]!, (string)test["private"]!);

            // An acceptable case may be refused, but must not give another secret.
            if (result == "valid") shared.Should().NotBeNull();
            if (result == "invalid") shared.Should().BeNull("{0}", test["comment"]);
            else if (shared is not null) Convert.ToHexStringLower(shared).Should().Be((string)test["shared"]!);
            results[result] = results.GetValueOrDefault(result) + 1;
        }

        results.Should().Equal(new Dictionary<string, int> { ["valid"] = 473, ["acceptable"] = 230, ["invalid"] = 49 });
    }

    [Fact]
    public void Every_accepted_DER_signature_is_written_back_to_the_same_bytes()
    {
        var count = 0;
        foreach (var (_, test) in Tests("wycheproof-ecdsa_secp256k1_sha256_test.json.gz"))
        {
            var der = Hex.Decode((string)test["sig"]!);
            if (ReadDer(der) is not { } compact) continue;
            DerSignature.Encode(compact).Should().Equal(der);
            count++;
        }

        count.Should().BeGreaterThan(168);
    }

    private static void CheckSignatures(ISecp256k1 curve, string file, int cases, int valid, Func<byte[], byte[]?> decode)
    {
        var verdicts = new List<bool>();
        foreach (var (group, test) in Tests(file))
        {
            curve.TryParsePublicKey(Hex.Decode((string)group["publicKey"]!["uncompressed"]!), out var key).Should().BeTrue();
            var digest = new Hash32(SHA256.HashData(Hex.Decode((string)test["msg"]!)));
            var signature = decode(Hex.Decode((string)test["sig"]!));
            var verdict = signature is not null && curve.Verify(digest, signature, key);
            verdict.Should().Be((string)test["result"]! == "valid", "{0} {1}", test["tcId"], test["comment"]);
            verdicts.Add(verdict);
        }

        verdicts.Should().HaveCount(cases);
        verdicts.Count(verdict => verdict).Should().Be(valid);
    }

    private static byte[]? ReadDer(byte[] der)
    {
        var compact = new byte[Signature.CompactSize];
        return DerSignature.TryDecode(der, compact) ? compact : null;
    }

    private static byte[]? DeriveShared(ISecp256k1 curve, string subjectPublicKeyInfo, string privateKey)
    {
        var prefix = subjectPublicKeyInfo.StartsWith(CompressedInfo, StringComparison.Ordinal) ? CompressedInfo : UncompressedInfo;
        if (!subjectPublicKeyInfo.StartsWith(prefix, StringComparison.Ordinal)) return null;
        if (!curve.TryParsePublicKey(Hex.Decode(subjectPublicKeyInfo.AsSpan(prefix.Length)), out var key)) return null;

        var shared = new byte[32];
        curve.DeriveSharedX(Hex.Decode(privateKey.TrimStart('0').PadLeft(64, '0')), key, shared);
        return shared;
    }

    private static IEnumerable<(JsonNode Group, JsonNode Test)> Tests(string file) =>
        from @group in Repository.ReadJson(Repository.Vector("secp256k1", file))["testGroups"]!.AsArray()
        from test in @group["tests"]!.AsArray()
        select (@group, test);
}

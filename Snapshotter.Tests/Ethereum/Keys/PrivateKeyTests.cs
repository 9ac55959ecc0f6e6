using System.Text.Json;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Keys;

public class PrivateKeyTests
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    private const string Secret = "c85ef7d79691fe79573b1a7064c19c1a9819ebdbd1faaab1a8ec92344438aaf4";

    [Fact]
    public void Meets_every_account()
    {
        var cases = Repository.ReadJson(Repository.Vector("wallets", "ethers5-accounts.json.gz")).AsArray();
        cases.Should().HaveCount(1038);
        var withKey = 0;
        foreach (var item in cases)
        {
            var address = Address.Parse((string)item!["address"]!);
            address.ToChecksumString().Should().Be((string)item["checksumAddress"]!);
            Icap.Encode(address).Should().Be((string)item["icapAddress"]!);
            Icap.TryDecode((string)item["icapAddress"]!, out var decoded).Should().BeTrue();
            decoded.Should().Be(address);
            if (item["privateKey"] is not { } privateKey) continue;

            using var key = PrivateKey.FromHex((string)privateKey!);
            key.Address.Should().Be(address);
            withKey++;
        }

        withKey.Should().Be(1031);
    }

    [Fact]
    public void Meets_every_brain_key()
    {
        var cases = Repository.ReadJson(Repository.Vector("wallets", "ethereum-tests-keyaddrtest.json")).AsArray();
        cases.Should().HaveCount(2);
        foreach (var item in cases)
        {
            using var key = PrivateKey.FromHex((string)item!["key"]!);
            Keccak256.Hash((string)item["seed"]!).Should().Be(Hash32.Parse((string)item["key"]!));
            key.Address.Should().Be(Address.Parse((string)item["addr"]!));

            // The file's sig_of_emptystring is left out: it is by this key over neither Keccak-256 nor SHA-256 of nothing,
            // and other clients leave it out as wrong too.
        }
    }

    [Fact]
    public void No_text_of_a_key_holds_its_bytes()
    {
        using var key = PrivateKey.FromHex(Secret);
        key.ToString().Should().Be("PrivateKey of 0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826");
        var serialize = () => JsonSerializer.Serialize(key, WithFields);
        serialize.Should().Throw<InvalidOperationException>().Which.ToString().Should().NotContainEquivalentOf(Secret[..8]);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("c85ef7d79691fe79573b1a7064c19c1a9819ebdbd1faaab1a8ec92344438aa")]
    [InlineData("c85ef7d79691fe79573b1a7064c19c1a9819ebdbd1faaab1a8ec92344438aag4")]
    [InlineData("")]
    public void A_text_that_is_no_key_is_refused_without_being_repeated(string text)
    {
        var read = () => PrivateKey.FromHex(text);
        var thrown = read.Should().Throw<Secp256k1Exception>().Which;
        thrown.Fault.Should().Be(Secp256k1Fault.PrivateKey);
        if (text.Length > 0) thrown.ToString().Should().NotContain(text[..8]);
    }

    [Fact]
    public void A_disposed_key_signs_nothing_and_is_not_copied()
    {
        var key = PrivateKey.Generate();
        key.Dispose();
        var sign = () => key.Sign(Keccak256.Hash([]));
        sign.Should().Throw<ObjectDisposedException>();
        var copy = () => key.CopyTo(new byte[32]);
        copy.Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Generated_keys_differ_and_sign()
    {
        using PrivateKey first = PrivateKey.Generate(), second = PrivateKey.Generate();
        first.Address.Should().NotBe(second.Address);
        var digest = Keccak256.Hash("x");
        Secp256k1.Managed.TryRecover(digest, first.Sign(digest), out var signer).Should().BeTrue();
        signer.ToAddress().Should().Be(first.Address);
    }
}

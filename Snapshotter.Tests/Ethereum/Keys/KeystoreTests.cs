using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Ethereum.Keys;

public class KeystoreTests
{
    [Fact]
    public void Opens_every_key_file_of_the_standard()
    {
        var cases = Repository.ReadJson(Repository.Vector("wallets", "ethereum-tests-keystore_basic_tests.json")).AsObject();
        cases.Should().HaveCount(5);
        foreach (var (name, item) in cases)
        {
            using var key = Keystore.Decrypt(item!["json"]!.ToJsonString(), (string)item["password"]!);
            SecretOf(key).Should().Be((string)item["priv"]!, "{0}", name);
        }
    }

    [Fact]
    public void Opens_every_wallet()
    {
        // The seed phrases that two of them carry beside the key are an extension of one wallet, and not read.
        var cases = Repository.ReadJson(Repository.Vector("wallets", "ethers5-wallets.json.gz")).AsArray();
        cases.Should().HaveCount(9);
        foreach (var item in cases)
        {
            var (json, password) = ((string)item!["json"]!, (string)item["password"]!);
            using var key = (string)item["type"]! == "crowdsale" ? PresaleWallet.Decrypt(json, password) : Keystore.Decrypt(json, password);
            key.Address.Should().Be(Address.Parse((string)item["address"]!), "{0}", item["name"]);
            SecretOf(key).Should().Be(((string)item["privateKey"]!)[2..]);
        }
    }

    [Fact]
    public void A_written_file_opens_with_its_password_only()
    {
        using var key = PrivateKey.Generate();
        var json = Keystore.Encrypt(key, "pässwort ✓", new ScryptCost(1024, 8, 1));
        json.Should().NotContain(SecretOf(key));
        Keystore.Encrypt(key, "pässwort ✓", new ScryptCost(1024, 8, 1)).Should().NotBe(json);
        using (var opened = Keystore.Decrypt(json, "pässwort ✓")) SecretOf(opened).Should().Be(SecretOf(key));

        var open = () => Keystore.Decrypt(json, "passwort");
        open.Should().Throw<KeystoreException>().Where(e => e.Fault == KeystoreFault.WrongPassword && !e.Message.Contains("passwort"));
    }

    [Fact]
    public void A_file_written_with_pbkdf2_opens()
    {
        using var key = PrivateKey.Generate();
        using var opened = Keystore.Decrypt(Keystore.Encrypt(key, "", new KeyDerivation.ByPbkdf2([1, 2, 3], 32, 1000)), "");
        SecretOf(opened).Should().Be(SecretOf(key));
    }

    [Fact]
    public void A_wrong_password_of_a_presale_wallet_is_told()
    {
        var wallet = Repository.ReadJson(Repository.Vector("wallets", "ethers5-wallets.json.gz")).AsArray()[1]!;
        for (var i = 0; i < 40; i++)
        {
            var open = () => PresaleWallet.Decrypt((string)wallet["json"]!, $"wrong{i}");
            open.Should().Throw<KeystoreException>().Which.Fault.Should().Be(KeystoreFault.WrongPassword);
        }
    }

    [Fact]
    public void A_file_that_names_another_address_is_refused()
    {
        var file = JsonNode.Parse(SmallFile())!;
        file["address"] = "00a329c0648769a73afac7f9381e08fb43dbea72";
        FaultOf(file.ToJsonString()).Should().Be(KeystoreFault.Malformed);
    }

    [Theory]
    [InlineData("version", "1", KeystoreFault.Unsupported)]
    [InlineData("version", "\"3\"", KeystoreFault.Malformed)]
    [InlineData("crypto.cipher", "\"aes-256-cbc\"", KeystoreFault.Unsupported)]
    [InlineData("crypto.kdf", "\"argon2\"", KeystoreFault.Unsupported)]
    [InlineData("crypto.kdfparams.n", "1099511627776", KeystoreFault.Malformed)]
    [InlineData("crypto.kdfparams.n", "1073741824", KeystoreFault.CostTooHigh)]
    [InlineData("crypto.kdfparams.dklen", "16", KeystoreFault.Malformed)]
    [InlineData("crypto.kdfparams.dklen", "100000", KeystoreFault.Malformed)]
    [InlineData("crypto.cipherparams.iv", "\"00\"", KeystoreFault.Malformed)]
    [InlineData("crypto.ciphertext", "\"zz\"", KeystoreFault.Malformed)]
    [InlineData("crypto.mac", "\"0000000000000000000000000000000000000000000000000000000000000000\"", KeystoreFault.WrongPassword)]
    [InlineData("crypto.kdfparams.salt", "\"\\ud800\"", KeystoreFault.Malformed)]
    [InlineData("crypto", "[]", KeystoreFault.Malformed)]
    public void A_changed_value_is_refused_by_its_kind(string path, string value, KeystoreFault fault)
    {
        var file = JsonNode.Parse(SmallFile())!;
        var parts = path.Split('.');
        var parent = parts[..^1].Aggregate(file, (node, part) => node[part]!);
        parent[parts[^1]] = JsonNode.Parse("0");
        var json = file.ToJsonString().Replace($"\"{parts[^1]}\":0", $"\"{parts[^1]}\":{value}", StringComparison.Ordinal);
        FaultOf(json).Should().Be(fault);
    }

    [Fact]
    public void A_high_count_of_pbkdf2_rounds_is_refused() =>
        FaultOf("""{"version":3,"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"00000000000000000000000000000000"},"ciphertext":"0000000000000000000000000000000000000000000000000000000000000000","mac":"0000000000000000000000000000000000000000000000000000000000000000","kdf":"pbkdf2","kdfparams":{"c":2000000000,"dklen":32,"prf":"hmac-sha256","salt":"00"}}}""")
            .Should().Be(KeystoreFault.CostTooHigh);

    [Fact]
    public void Damaged_files_end_in_a_typed_error_or_the_same_key()
    {
        var original = SmallFile();
        var random = new Random(3);
        var refused = 0;
        for (var i = 0; i < 3000; i++)
        {
            var json = original.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--) json[random.Next(json.Length)] = "\"{}[]:,x019\\\uD800f "[random.Next(15)];
            try
            {
                using var key = Keystore.Decrypt(new string(json), "foo");
            }
            catch (KeystoreException)
            {
                refused++;
            }
        }

        refused.Should().BeGreaterThan(1500);
    }

    private static string SmallFile()
    {
        using var key = PrivateKey.FromHex("4242424242424242424242424242424242424242424242424242424242424242");
        return Keystore.Encrypt(key, "foo", new ScryptCost(2, 1, 1));
    }

    private static KeystoreFault FaultOf(string json)
    {
        var open = () => Keystore.Decrypt(json, "foo");
        return open.Should().Throw<KeystoreException>().Which.Fault;
    }

    private static string SecretOf(PrivateKey key)
    {
        var bytes = new byte[PrivateKey.Size];
        key.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}

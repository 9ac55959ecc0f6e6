using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Keys;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Keys;

public sealed class NodeKeysTests : IDisposable
{
    private const string Hex = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    private const string Account = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_comes_from_the_environment_and_pays_for_itself()
    {
        using var keys = NodeKeys.Load(new KeyOptions(), Variables(("SNAPSHOTTER_SIGNER_KEY", Hex)));
        keys.Signer.Address.ToChecksumString().Should().Be(Account);
        keys.Senders.Should().Equal(keys.Signer);
    }

    [Fact]
    public void A_key_comes_from_a_file_of_digits()
    {
        using var keys = NodeKeys.Load(new KeyOptions { SignerFile = Write("key", $"0x{Hex}\n") }, Variables());
        keys.Signer.Address.ToChecksumString().Should().Be(Account);
    }

    [Fact]
    public void A_key_comes_from_an_encrypted_keystore()
    {
        using var key = PrivateKey.FromHex(Hex);
        var file = Write("key.json", Keystore.Encrypt(key, "secret", new ScryptCost(2, 1, 1)));
        using var keys = NodeKeys.Load(new KeyOptions { SignerFile = file, PasswordFile = Write("password", "secret\n") }, Variables());
        keys.Signer.Address.ToChecksumString().Should().Be(Account);

        FluentActions.Invoking(() => NodeKeys.Load(new KeyOptions { SignerFile = file }, Variables(("SNAPSHOTTER_KEY_PASSWORD", "wrong")))).Should().Throw<UserException>().WithMessage("*cannot be opened*");
        FluentActions.Invoking(() => NodeKeys.Load(new KeyOptions { SignerFile = file }, Variables())).Should().Throw<UserException>().WithMessage("*needs its password*");
    }

    [Fact]
    public void Other_accounts_can_pay()
    {
        using var other = PrivateKey.Generate();
        var bytes = new byte[32];
        other.CopyTo(bytes);
        using var keys = NodeKeys.Load(new KeyOptions(), Variables(("SNAPSHOTTER_SIGNER_KEY", Hex), ("SNAPSHOTTER_SENDER_KEYS", $"{Convert.ToHexString(bytes)}, {Hex}")));
        keys.Senders.Select(static key => key.Address).Should().Equal(other.Address, keys.Signer.Address);
    }

    [Theory]
    [InlineData("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f3623")]
    [InlineData("not a key at all, but something an operator wants to keep for himself")]
    public void A_wrong_key_is_refused_without_repeating_it(string text) =>
        FluentActions.Invoking(() => NodeKeys.Load(new KeyOptions(), Variables(("SNAPSHOTTER_SIGNER_KEY", text))))
            .Should().Throw<UserException>().Which.ToString().Should().NotContain(text);

    [Fact]
    public void Without_a_key_the_message_says_where_to_put_it() =>
        FluentActions.Invoking(() => NodeKeys.Load(new KeyOptions(), Variables())).Should().Throw<UserException>().WithMessage("*Keys:SignerFile*SNAPSHOTTER_SIGNER_KEY*");

    private string Write(string name, string text)
    {
        var path = _folder.PathOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables) =>
        name => variables.Where(variable => variable.Name == name).Select(static variable => variable.Value).FirstOrDefault();
}

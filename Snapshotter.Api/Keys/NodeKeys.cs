using Snapshotter.Api.CommandLine;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Keys;

namespace Snapshotter.Api.Keys;

/// <summary>The keys of the node, read once at start.</summary>
internal sealed class NodeKeys : IDisposable
{
    private const string SignerVariable = "SNAPSHOTTER_SIGNER_KEY";
    private const string SendersVariable = "SNAPSHOTTER_SENDER_KEYS";
    private const string PasswordVariable = "SNAPSHOTTER_KEY_PASSWORD";

    private NodeKeys(PrivateKey signer, IReadOnlyList<PrivateKey> senders)
    {
        Signer = signer;
        Senders = senders;
    }

    /// <summary>The snapshotter's key.</summary>
    public PrivateKey Signer { get; }

    /// <summary>The keys of the accounts that pay for transactions.</summary>
    public IReadOnlyList<PrivateKey> Senders { get; }

    /// <summary>Reads the keys.</summary>
    /// <exception cref="UserException">There is no key for the snapshotter, or one cannot be read. The message repeats none.</exception>
    public static NodeKeys Load(KeyOptions options, Func<string, string?> environment)
    {
        var signer = ReadSigner(options, environment);
        var senders = environment(SendersVariable) is { Length: > 0 } variable ? variable.Split(',')
            : options.SendersFile.Length > 0 ? ReadFile(options.SendersFile, "Keys:SendersFile").Split('\n') : [];
        PrivateKey[] keys = [.. senders.Select(static text => text.Trim()).Where(static text => text.Length > 0).Select(static text => FromHex(text, "a key of the senders"))];
        return new NodeKeys(signer, keys.Length > 0 ? keys : [signer]);
    }

    public void Dispose()
    {
        Signer.Dispose();
        foreach (var sender in Senders) sender.Dispose();
    }

    private static PrivateKey ReadSigner(KeyOptions options, Func<string, string?> environment)
    {
        if (environment(SignerVariable) is { Length: > 0 } variable) return FromHex(variable.Trim(), SignerVariable);
        if (options.SignerFile.Length == 0) throw new UserException($"The node needs the snapshotter's key to take part: name its file in Keys:SignerFile, or put it into the variable {SignerVariable}.");
        var text = ReadFile(options.SignerFile, "Keys:SignerFile").Trim();
        return text.StartsWith('{') ? FromKeystore(text, options, environment) : FromHex(text, "Keys:SignerFile");
    }

    private static PrivateKey FromKeystore(string json, KeyOptions options, Func<string, string?> environment)
    {
        var password = environment(PasswordVariable) is { Length: > 0 } variable ? variable
            : options.PasswordFile.Length > 0 ? ReadFile(options.PasswordFile, "Keys:PasswordFile").TrimEnd('\r', '\n')
            : throw new UserException($"The keystore of Keys:SignerFile needs its password: name a file in Keys:PasswordFile, or put it into the variable {PasswordVariable}.");
        try
        {
            return Keystore.Decrypt(json, password);
        }
        catch (KeystoreException exception)
        {
            throw new UserException($"The keystore of Keys:SignerFile cannot be opened: {exception.Message}", exception);
        }
    }

    private static PrivateKey FromHex(string text, string where)
    {
        try
        {
            return PrivateKey.FromHex(text);
        }
        catch (Secp256k1Exception exception)
        {
            throw new UserException($"What stands in {where} is no private key: {exception.Message}", exception);
        }
    }

    private static string ReadFile(string path, string setting)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The file of {setting} cannot be read: {exception.Message}", exception);
        }
    }
}

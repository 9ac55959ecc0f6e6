using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Keys;

/// <summary>The content of a key file, still encrypted (Web3 Secret Storage, version 3).</summary>
/// <param name="Derivation">How the password becomes a key.</param>
/// <param name="Counter">The first counter block of the cipher.</param>
/// <param name="CipherText">The encrypted private key, 32 bytes.</param>
/// <param name="CheckValue">What tells a right password from a wrong one, 32 bytes.</param>
/// <param name="Address">Whose key it should be; null where the file does not say.</param>
internal sealed record KeystoreFile(KeyDerivation Derivation, byte[] Counter, byte[] CipherText, byte[] CheckValue, Address? Address)
{
    private const int Version = 3;
    private const string Cipher = "aes-128-ctr";
    private const string PseudoRandomFunction = "hmac-sha256";

    /// <exception cref="KeystoreException">The text is no key file of this version.</exception>
    public static KeystoreFile Parse(string json)
    {
        using var document = KeystoreJson.Open(json);
        var root = document.Root;
        var version = root.Integer("version");
        if (version != Version) throw new KeystoreException(KeystoreFault.Unsupported, $"The key file has version {version}; only version {Version} is supported.");

        var crypto = root.Object("crypto");
        if (crypto.Text("cipher") != Cipher) throw new KeystoreException(KeystoreFault.Unsupported, $"The key file uses another cipher than {Cipher}.");
        return new KeystoreFile(
            ReadDerivation(crypto),
            crypto.Object("cipherparams").Bytes("iv", Keystore.CounterSize),
            crypto.Bytes("ciphertext", PrivateKey.Size),
            crypto.Bytes("mac", Hash32.Size),
            root.OptionalAddress("address"));
    }

    public string ToJson(Guid id)
    {
        var crypto = new JsonObject
        {
            ["cipher"] = Cipher,
            ["cipherparams"] = new JsonObject { ["iv"] = Convert.ToHexStringLower(Counter) },
            ["ciphertext"] = Convert.ToHexStringLower(CipherText),
            ["mac"] = Convert.ToHexStringLower(CheckValue),
        };
        WriteDerivation(crypto);
        var root = new JsonObject { ["version"] = Version, ["id"] = id.ToString(), ["crypto"] = crypto };
        if (Address is { } address) root["address"] = Convert.ToHexStringLower(address.Bytes);
        return root.ToJsonString(JsonSerializerOptions.Default);
    }

    private static KeyDerivation ReadDerivation(KeystoreJson crypto)
    {
        var parameters = crypto.Object("kdfparams");
        var salt = parameters.Bytes("salt");
        var length = parameters.Integer("dklen");
        switch (crypto.Text("kdf"))
        {
            case "scrypt":
                return new KeyDerivation.ByScrypt(salt, length, new ScryptCost(parameters.Integer("n"), parameters.Integer("r"), parameters.Integer("p")));
            case "pbkdf2" when parameters.Text("prf") == PseudoRandomFunction:
                return new KeyDerivation.ByPbkdf2(salt, length, parameters.Integer("c"));
            default:
                throw new KeystoreException(KeystoreFault.Unsupported, $"The key file uses another key derivation than scrypt, or pbkdf2 with {PseudoRandomFunction}.");
        }
    }

    private void WriteDerivation(JsonObject crypto)
    {
        var parameters = new JsonObject { ["dklen"] = Derivation.Length, ["salt"] = Convert.ToHexStringLower(Derivation.Salt) };
        if (Derivation is KeyDerivation.ByScrypt { Cost: var cost })
        {
            crypto["kdf"] = "scrypt";
            (parameters["n"], parameters["r"], parameters["p"]) = (cost.N, cost.R, cost.P);
        }
        else if (Derivation is KeyDerivation.ByPbkdf2 { Iterations: var iterations })
        {
            crypto["kdf"] = "pbkdf2";
            (parameters["c"], parameters["prf"]) = (iterations, PseudoRandomFunction);
        }

        crypto["kdfparams"] = parameters;
    }
}

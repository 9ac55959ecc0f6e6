using System.Security.Cryptography;
using System.Text;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Keys;

/// <summary>
/// Key files of the Web3 Secret Storage, version 3: a private key, encrypted by AES-128-CTR under a key that scrypt or PBKDF2
/// derives from a password. The password counts as UTF-8, not normalised.
/// </summary>
public static class Keystore
{
    internal const int CounterSize = 16;
    private const int SaltSize = 32;
    private const int CipherKeySize = 16;

    /// <summary>Opens a key file. With usual files this takes about a second and 256 MiB.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="password">Its password.</param>
    /// <exception cref="KeystoreException">The file is none, costs too much, or the password is another.</exception>
    public static PrivateKey Decrypt(string json, string password)
    {
        var file = KeystoreFile.Parse(json);
        file.Derivation.Validate();
        var derived = WithPassword(password, file.Derivation.Derive);
        try
        {
            if (!CryptographicOperations.FixedTimeEquals(CheckValue(derived, file.CipherText).Bytes, file.CheckValue)) throw KeystoreException.WrongPassword();
            return OpenKey(derived, file);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    /// <summary>Writes a key file, with scrypt and fresh random salt, counter and id.</summary>
    /// <param name="key">The key to store.</param>
    /// <param name="password">What opens the file.</param>
    /// <param name="cost">What opening costs; <see cref="ScryptCost.Standard"/> when null.</param>
    /// <returns>JSON that other wallets open too.</returns>
    /// <exception cref="KeystoreException">The cost is higher than <see cref="Decrypt"/> would accept.</exception>
    public static string Encrypt(PrivateKey key, string password, ScryptCost? cost = null)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return Encrypt(key, password, new KeyDerivation.ByScrypt(salt, KeyDerivation.MinLength, cost ?? ScryptCost.Standard));
    }

    internal static string Encrypt(PrivateKey key, string password, KeyDerivation derivation)
    {
        derivation.Validate();
        var counter = RandomNumberGenerator.GetBytes(CounterSize);
        var derived = WithPassword(password, derivation.Derive);
        var secret = new byte[PrivateKey.Size];
        try
        {
            key.CopyTo(secret);
            var cipherText = AesCounter.Transform(derived.AsSpan(0, CipherKeySize), counter, secret);
            var check = CheckValue(derived, cipherText).Bytes.ToArray();
            return new KeystoreFile(derivation, counter, cipherText, check, key.Address).ToJson(Guid.NewGuid());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(derived);
        }
    }

    private static PrivateKey OpenKey(byte[] derived, KeystoreFile file)
    {
        var secret = AesCounter.Transform(derived.AsSpan(0, CipherKeySize), file.Counter, file.CipherText);
        try
        {
            if (!Cryptography.Secp256k1.Default.IsPrivateKey(secret)) throw KeystoreException.Malformed("what it holds is no private key.");
            var key = new PrivateKey(secret);
            if (file.Address is { } address && address != key.Address)
                throw KeystoreException.Malformed($"it holds the key of {key.Address}, not that of {address} as it says.");
            return key;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static Hash32 CheckValue(byte[] derived, byte[] cipherText) => Keccak256.Hash([.. derived.AsSpan(CipherKeySize, CipherKeySize), .. cipherText]);

    private static byte[] WithPassword(string password, Derive derive)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return derive(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private delegate byte[] Derive(ReadOnlySpan<byte> password);
}

using System.Security.Cryptography;
using System.Text;
using Snapshotter.Ethereum.Cryptography;
using Snapshotter.Ethereum.Hashing;

namespace Snapshotter.Ethereum.Keys;

/// <summary>
/// The wallets of the 2014 sale of ether (<c>encseed</c> and <c>ethaddr</c>): a seed text under AES-128-CBC, keyed by 2,000 rounds
/// of PBKDF2 with the password as its own salt. The private key is the Keccak-256 of the seed text.
/// </summary>
public static class PresaleWallet
{
    private const int Rounds = 2000;
    private const int BlockSize = 16;
    private const int MinPadding = 1;

    /// <summary>Opens a wallet.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="password">Its password.</param>
    /// <exception cref="KeystoreException">The file is none, or the password is another.</exception>
    public static PrivateKey Decrypt(string json, string password)
    {
        using var document = KeystoreJson.Open(json);
        var encrypted = document.Bytes("encseed");
        if (encrypted.Length < 2 * BlockSize || encrypted.Length % BlockSize != 0) throw KeystoreException.Malformed("'encseed' has no whole number of blocks.");
        var address = document.OptionalAddress("ethaddr") ?? throw KeystoreException.Malformed("'ethaddr' is missing.");

        var passwordBytes = Encoding.UTF8.GetBytes(password);
        var seed = DecryptSeed(encrypted, Rfc2898DeriveBytes.Pbkdf2(passwordBytes, passwordBytes, Rounds, HashAlgorithmName.SHA256, BlockSize));
        try
        {
            var secret = Keccak256.Hash(seed).Bytes;
            if (!Secp256k1.Default.IsPrivateKey(secret)) throw KeystoreException.WrongPassword();
            var key = new PrivateKey(secret);
            if (key.Address == address) return key;
            key.Dispose();
            throw KeystoreException.WrongPassword();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
            CryptographicOperations.ZeroMemory(passwordBytes);
        }
    }

    private static byte[] DecryptSeed(ReadOnlySpan<byte> encrypted, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var padded = aes.DecryptCbc(encrypted[BlockSize..], encrypted[..BlockSize], PaddingMode.None);

        // Under a wrong password the padding is random; the seed then is too, and its address gives it away.
        int padding = padded[^1];
        var seed = padding is >= MinPadding and <= BlockSize ? padded[..^padding] : padded.ToArray();
        CryptographicOperations.ZeroMemory(padded);
        return seed;
    }
}

using System.Security.Cryptography;

namespace Snapshotter.Ethereum.Keys;

/// <summary>How a key file turns a password into key bytes (Web3 Secret Storage, version 3).</summary>
/// <param name="Salt">Random bytes.</param>
/// <param name="Length">How many bytes are derived.</param>
internal abstract record KeyDerivation(byte[] Salt, int Length)
{
    /// <summary>The encryption takes 16 bytes, and the check value another 16.</summary>
    public const int MinLength = 32;

    private const int MaxLength = 1024;
    private const int MaxSalt = 1024;
    private const int MaxIterations = 10_000_000;

    /// <summary>Refuses malformed parameters and too high a cost.</summary>
    public virtual void Validate()
    {
        if (Length is < MinLength or > MaxLength) throw KeystoreException.Malformed($"dklen is {MinLength} to {MaxLength}, not {Length}.");
        if (Salt.Length > MaxSalt) throw KeystoreException.Malformed($"a salt of {Salt.Length} bytes is too long.");
    }

    /// <summary>Derives the bytes. The caller wipes them.</summary>
    public abstract byte[] Derive(ReadOnlySpan<byte> password);

    /// <summary>scrypt (RFC 7914).</summary>
    public sealed record ByScrypt(byte[] Salt, int Length, ScryptCost Cost) : KeyDerivation(Salt, Length)
    {
        public override void Validate()
        {
            base.Validate();
            Cost.Validate();
        }

        public override byte[] Derive(ReadOnlySpan<byte> password)
        {
            var derived = new byte[Length];
            Scrypt.Derive(password, Salt, Cost, derived);
            return derived;
        }
    }

    /// <summary>PBKDF2 with HMAC-SHA-256 (RFC 8018).</summary>
    public sealed record ByPbkdf2(byte[] Salt, int Length, int Iterations) : KeyDerivation(Salt, Length)
    {
        public override void Validate()
        {
            base.Validate();
            if (Iterations < 1) throw KeystoreException.Malformed("pbkdf2 needs c above zero.");
            if (Iterations > MaxIterations)
                throw new KeystoreException(KeystoreFault.CostTooHigh, $"The key file asks for {Iterations} rounds of pbkdf2, more than {MaxIterations}. Encrypt the key anew with 262144.");
        }

        public override byte[] Derive(ReadOnlySpan<byte> password) =>
            Rfc2898DeriveBytes.Pbkdf2(password, Salt, Iterations, HashAlgorithmName.SHA256, Length);
    }
}

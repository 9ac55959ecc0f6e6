namespace Snapshotter.Ethereum.Keys;

/// <summary>What scrypt costs (RFC 7914, section 2): 128·N·r bytes of memory, and time proportional to N·r·p.</summary>
/// <param name="N">Steps: a power of two, at least 2.</param>
/// <param name="R">Block size, at least 1.</param>
/// <param name="P">Passes, at least 1.</param>
public sealed record ScryptCost(int N, int R, int P)
{
    private const long MaxMemory = 512L << 20;
    private const long MaxWork = 1L << 23;

    /// <summary>What wallets write by default: 256 MiB and about a second.</summary>
    public static ScryptCost Standard { get; } = new(1 << 18, 8, 1);

    /// <summary>4 MiB and a few milliseconds: for machines or tests that cannot afford more.</summary>
    public static ScryptCost Light { get; } = new(1 << 12, 8, 6);

    /// <summary>Refuses parameters that scrypt does not know, and a cost a hostile file could stall a node with.</summary>
    /// <exception cref="KeystoreException">They are malformed, need more than 512 MiB, or more than four times the standard's time.</exception>
    internal void Validate()
    {
        if (N < 2 || (N & (N - 1)) != 0 || R < 1 || P < 1) throw KeystoreException.Malformed("scrypt needs n as a power of two, and r and p above zero.");
        if ((long)N * R > MaxMemory / 128 || (long)N * R > MaxWork / P)
            throw new KeystoreException(KeystoreFault.CostTooHigh, $"The key file asks for scrypt with n={N}, r={R}, p={P}: more than 512 MiB or four times the usual time. Encrypt the key anew with n=262144, r=8, p=1.");
    }
}

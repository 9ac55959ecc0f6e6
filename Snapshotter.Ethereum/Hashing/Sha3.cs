using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Hashing;

/// <summary>SHA3-256 (FIPS 202). Managed, because the platform's own needs an OpenSSL that not every machine has.</summary>
public static class Sha3
{
    private const byte Padding = 0x06;

    /// <summary>The SHA3-256 hash of <paramref name="data"/>.</summary>
    public static Hash32 Hash256(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        KeccakSponge.Hash(data, hash, Padding);
        return new Hash32(hash);
    }
}

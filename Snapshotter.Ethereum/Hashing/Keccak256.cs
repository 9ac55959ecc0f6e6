using System.Text;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Hashing;

/// <summary>Keccak-256 as Ethereum uses it: the sponge of FIPS 202 with the padding of the original submission.</summary>
public static class Keccak256
{
    private const byte Padding = 0x01;

    /// <summary>The hash of <paramref name="data"/>.</summary>
    public static Hash32 Hash(ReadOnlySpan<byte> data)
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Hash(data, hash);
        return new Hash32(hash);
    }

    /// <summary>The hash of a text's UTF-8 bytes, such as an event signature.</summary>
    public static Hash32 Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    /// <summary>Writes the 32-byte hash of <paramref name="data"/>.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash) => KeccakSponge.Hash(data, hash, Padding);
}

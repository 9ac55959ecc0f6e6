using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models;

/// <summary>
/// The 2048-bit Bloom filter over a block's logs (Yellow Paper, 4.3.1): every log adds its address and each of its topics. What the
/// filter does not hold is certainly not in the block; what it holds may be there by chance, often so in full blocks.
/// </summary>
public static class LogsBloom
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 256;

    private const int BitMask = (Size * 8) - 1;

    /// <summary>The three bits of an address or a topic, to be asked of many blooms.</summary>
    public static LogsBloomBits BitsOf(ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak256.Hash(value, hash);
        return new LogsBloomBits(Bit(hash, 0), Bit(hash, 2), Bit(hash, 4));
    }

    /// <summary>Adds an address or a topic.</summary>
    public static void Add(Span<byte> bloom, ReadOnlySpan<byte> value)
    {
        var bits = BitsOf(value);
        Set(bloom, bits.First);
        Set(bloom, bits.Second);
        Set(bloom, bits.Third);
    }

    // The filter is big-endian: bit 0 is the lowest of its last byte.
    private static void Set(Span<byte> bloom, int bit) => bloom[Size - 1 - (bit >> 3)] |= (byte)(1 << (bit & 7));

    private static int Bit(ReadOnlySpan<byte> hash, int at) => ((hash[at] << 8) | hash[at + 1]) & BitMask;
}

namespace Snapshotter.Ethereum.Rlp;

/// <summary>The hex-prefix encoding of a trie path: half-bytes and one flag (Yellow Paper, appendix C).</summary>
public static class HexPrefix
{
    private const int OddFlag = 0x10;
    private const int LeafFlag = 0x20;

    /// <summary>Packs half-bytes.</summary>
    /// <param name="nibbles">The path, each element below 16.</param>
    /// <param name="isLeaf">The flag: the path ends at a value.</param>
    /// <exception cref="ArgumentException">An element is 16 or more.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> nibbles, bool isLeaf)
    {
        if (nibbles.ContainsAnyExceptInRange((byte)0, (byte)15)) throw new ArgumentException("A half-byte is below 16.", nameof(nibbles));

        var packed = new byte[1 + (nibbles.Length / 2)];
        packed[0] = (byte)(isLeaf ? LeafFlag : 0);
        if ((nibbles.Length & 1) == 1)
        {
            packed[0] |= (byte)(OddFlag | nibbles[0]);
            nibbles = nibbles[1..];
        }

        for (var i = 0; i < nibbles.Length; i += 2) packed[1 + (i / 2)] = (byte)((nibbles[i] << 4) | nibbles[i + 1]);
        return packed;
    }

    /// <summary>Unpacks half-bytes.</summary>
    /// <returns>The path, each element below 16, and the flag.</returns>
    /// <exception cref="FormatException">The data is empty, or its first byte is none of this encoding.</exception>
    public static (byte[] Nibbles, bool IsLeaf) Decode(ReadOnlySpan<byte> packed)
    {
        if (packed.IsEmpty) throw new FormatException("A hex-prefix path has at least one byte.");
        var isOdd = (packed[0] & OddFlag) != 0;
        var known = OddFlag | LeafFlag | (isOdd ? 0x0f : 0);
        if ((packed[0] & ~known) != 0) throw new FormatException($"0x{packed[0]:x2} does not start a hex-prefix path.");

        var first = isOdd ? 1 : 2;
        var nibbles = new byte[(packed.Length * 2) - first];
        for (var i = 0; i < nibbles.Length; i++)
        {
            var at = i + first;
            nibbles[i] = (byte)((at & 1) == 0 ? packed[at / 2] >> 4 : packed[at / 2] & 0x0f);
        }

        return (nibbles, (packed[0] & LeafFlag) != 0);
    }
}

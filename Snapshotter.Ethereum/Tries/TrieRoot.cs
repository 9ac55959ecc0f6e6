using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Ethereum.Tries;

/// <summary>The root of a Merkle Patricia trie (Yellow Paper, appendix D), which headers commit to transactions and receipts with.</summary>
public static class TrieRoot
{
    /// <summary>The root over a list: the key of each value is the RLP of its place.</summary>
    /// <param name="count">The number of values.</param>
    /// <param name="write">Writes the value at a place.</param>
    public static Hash32 OfList(int count, Action<int, RlpWriter> write)
    {
        var key = new RlpWriter(16);
        var paths = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            key.Clear();
            key.WriteUInt64((ulong)i);
            paths[i] = NibblesOf(key.WrittenSpan);
        }

        return Of(paths, write);
    }

    /// <summary>The root over a map.</summary>
    public static Hash32 Of(IReadOnlyDictionary<byte[], byte[]> values)
    {
        KeyValuePair<byte[], byte[]>[] entries = [.. values];
        return Of(Array.ConvertAll(entries, static entry => NibblesOf(entry.Key)), (place, writer) => writer.WriteEncoded(entries[place].Value));
    }

    private static Hash32 Of(byte[][] paths, Action<int, RlpWriter> write)
    {
        var entries = new TrieEntry[paths.Length];
        for (var i = 0; i < entries.Length; i++) entries[i] = new TrieEntry(paths[i], i);
        Array.Sort(entries, static (left, right) => left.Path.AsSpan().SequenceCompareTo(right.Path));
        return new TrieNodes(write).Root(entries);
    }

    private static byte[] NibblesOf(ReadOnlySpan<byte> key)
    {
        var nibbles = new byte[key.Length * 2];
        for (var i = 0; i < nibbles.Length; i++) nibbles[i] = (byte)((i & 1) == 0 ? key[i / 2] >> 4 : key[i / 2] & 0x0f);
        return nibbles;
    }
}

using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Rlp;

namespace Snapshotter.Ethereum.Tries;

/// <summary>Encodes the nodes of one trie. Values are written when their leaf is hashed, into memory that all leaves share.</summary>
internal sealed class TrieNodes(Action<int, RlpWriter> write)
{
    private const int BranchWidth = 16;

    private readonly RlpWriter _value = new(1024);
    private readonly RlpWriter _leaf = new(1024);

    /// <summary>The hash of the node over all entries, which are sorted by path.</summary>
    public Hash32 Root(ReadOnlySpan<TrieEntry> entries)
    {
        if (entries.IsEmpty) return Keccak256.Hash([0x80]);
        var root = Node(entries, 0);
        return root.Short is { } bytes ? Keccak256.Hash(bytes) : root.Hash;
    }

    /// <summary>The node over sorted entries whose paths are equal up to <paramref name="depth"/>.</summary>
    private Reference Node(ReadOnlySpan<TrieEntry> entries, int depth)
    {
        if (entries.Length == 1) return Leaf(entries[0], depth);
        var writer = new RlpWriter(600);
        writer.BeginList();
        var shared = entries[0].Path.AsSpan().CommonPrefixLength(entries[^1].Path);
        if (shared > depth)
        {
            writer.WriteBytes(HexPrefix.Encode(entries[0].Path.AsSpan(depth..shared), isLeaf: false));
            Node(entries, shared).WriteTo(writer);
        }
        else
        {
            WriteBranch(writer, entries, depth);
        }

        writer.EndList();
        return Reference.To(writer.WrittenSpan);
    }

    private Reference Leaf(TrieEntry entry, int depth)
    {
        _leaf.Clear();
        _leaf.BeginList();
        _leaf.WriteBytes(HexPrefix.Encode(entry.Path.AsSpan(depth), isLeaf: true));
        _leaf.WriteBytes(ValueOf(entry));
        _leaf.EndList();
        return Reference.To(_leaf.WrittenSpan);
    }

    private void WriteBranch(RlpWriter writer, ReadOnlySpan<TrieEntry> entries, int depth)
    {
        // Of sorted paths, the one that ends here is the first.
        TrieEntry? ending = entries[0].Path.Length == depth ? entries[0] : null;
        if (ending is not null) entries = entries[1..];
        for (var nibble = 0; nibble < BranchWidth; nibble++)
        {
            var count = 0;
            while (count < entries.Length && entries[count].Path[depth] == nibble) count++;
            if (count == 0) writer.WriteBytes([]);
            else Node(entries[..count], depth + 1).WriteTo(writer);
            entries = entries[count..];
        }

        writer.WriteBytes(ending is { } value ? ValueOf(value) : []);
    }

    private ReadOnlySpan<byte> ValueOf(TrieEntry entry)
    {
        _value.Clear();
        write(entry.Place, _value);
        return _value.WrittenSpan;
    }

    /// <summary>How a parent names a node: by its hash, or, where it is shorter than one, by itself.</summary>
    private readonly record struct Reference(Hash32 Hash, byte[]? Short)
    {
        public static Reference To(ReadOnlySpan<byte> node) => node.Length < Hash32.Size ? new(default, node.ToArray()) : new(Keccak256.Hash(node), null);

        public void WriteTo(RlpWriter writer)
        {
            if (Short is null) writer.WriteHash32(Hash);
            else writer.WriteEncoded(Short);
        }
    }
}

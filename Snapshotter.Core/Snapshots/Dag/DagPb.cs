using System.Buffers;

namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>
/// The dag-pb codec (ipld.io/specs/codecs/dag-pb). Only the canonical form is read, so that what was read encodes to the same
/// bytes: links before data, the fields of a link in order, links sorted by name.
/// </summary>
internal static class DagPb
{
    private const int NodeData = 1;
    private const int NodeLinks = 2;
    private const int LinkHash = 1;
    private const int LinkName = 2;
    private const int LinkSize = 3;

    /// <summary>The bytes of a node.</summary>
    /// <exception cref="DagException">A hash is no CID, or the links are not sorted by name.</exception>
    public static byte[] Encode(PbNode node)
    {
        var output = new ArrayBufferWriter<byte>();
        CheckOrder(node.Links);
        foreach (var link in node.Links)
        {
            CheckHash(link.Hash.Span);
            output.WriteHeader(NodeLinks, LinkLength(link));
            output.WriteBytes(LinkHash, link.Hash.Span);
            if (link.Name is { } name) output.WriteBytes(LinkName, name.Span);
            if (link.Size is { } size) output.WriteNumber(LinkSize, size);
        }

        if (node.Data is { } data) output.WriteBytes(NodeData, data.Span);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a node.</summary>
    /// <exception cref="DagException">The bytes are no canonical node.</exception>
    public static PbNode Decode(ReadOnlyMemory<byte> block)
    {
        var links = new List<PbLink>();
        ReadOnlyMemory<byte>? data = null;
        var reader = new ProtoReader(block);
        while (reader.Next())
        {
            if (data is not null) throw ProtoReader.Malformed("a node goes on after its data");
            if (!reader.HasBytes) throw ProtoReader.Malformed("a node holds an integer");
            if (reader.Field == NodeLinks) links.Add(DecodeLink(reader.Bytes));
            else if (reader.Field == NodeData) data = reader.Bytes;
            else throw ProtoReader.Malformed($"a node has no field {reader.Field}");
        }

        CheckOrder(links);
        return new PbNode(links, data);
    }

    private static PbLink DecodeLink(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlyMemory<byte>? hash = null;
        ReadOnlyMemory<byte>? name = null;
        ulong? size = null;
        var last = 0;
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (reader.Field <= last) throw ProtoReader.Malformed("the fields of a link are out of order");
            if (reader.HasBytes == (reader.Field == LinkSize)) throw ProtoReader.Malformed($"field {reader.Field} of a link has the wrong type");
            last = reader.Field;
            if (last == LinkHash) hash = reader.Bytes;
            else if (last == LinkName) name = reader.Bytes;
            else if (last == LinkSize) size = reader.Number;
            else throw ProtoReader.Malformed($"a link has no field {last}");
        }

        if (hash is null) throw ProtoReader.Malformed("a link has no hash");
        CheckHash(hash.Value.Span);
        return new PbLink(hash.Value, name, size);
    }

    private static int LinkLength(PbLink link) =>
        ProtoWriter.BytesFieldLength(link.Hash.Length)
        + (link.Name is { } name ? ProtoWriter.BytesFieldLength(name.Length) : 0)
        + (link.Size is { } size ? 1 + Varint.Length(size) : 0);

    private static void CheckOrder(IReadOnlyList<PbLink> links)
    {
        for (var i = 1; i < links.Count; i++)
        {
            if (NameOf(links[i - 1]).SequenceCompareTo(NameOf(links[i])) > 0) throw ProtoReader.Malformed("the links are not sorted by name");
        }
    }

    private static ReadOnlySpan<byte> NameOf(PbLink link) => link.Name is { } name ? name.Span : default;

    private static void CheckHash(ReadOnlySpan<byte> hash)
    {
        if (!IsCid(hash)) throw ProtoReader.Malformed("the hash of a link is no CID");
    }

    /// <summary>A link may use any hash function, which <see cref="Cid"/> does not hold.</summary>
    private static bool IsCid(ReadOnlySpan<byte> bytes)
    {
        if (Cid.TryRead(bytes, out _, out var known)) return known == bytes.Length;
        if (!TrySkip(ref bytes, out var version) || version != 1) return false;
        return TrySkip(ref bytes, out _) && TrySkip(ref bytes, out _) && TrySkip(ref bytes, out var length) && length == (ulong)bytes.Length;
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        if (!Varint.TryRead(bytes, out value, out var length)) return false;
        bytes = bytes[length..];
        return true;
    }
}

namespace Snapshotter.Ethereum.Rlp;

/// <summary>A decoded item of unknown shape: a byte string or a list of items. Where the shape is known, <see cref="RlpReader"/> is cheaper.</summary>
public sealed class RlpItem
{
    /// <summary>The deepest nesting that <see cref="Decode"/> accepts; the protocol's own structures nest less than ten deep.</summary>
    public const int MaxDepth = 128;

    private RlpItem(ReadOnlyMemory<byte> bytes, IReadOnlyList<RlpItem>? items) => (Bytes, Items) = (bytes, items);

    /// <summary>The content of a byte string; empty for a list.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The elements of a list; null for a byte string.</summary>
    public IReadOnlyList<RlpItem>? Items { get; }

    /// <summary>A byte string.</summary>
    public static RlpItem OfBytes(ReadOnlyMemory<byte> bytes) => new(bytes, null);

    /// <summary>A list.</summary>
    public static RlpItem OfList(params IReadOnlyList<RlpItem> items) => new(default, items);

    /// <summary>Decodes exactly one item and all that is in it. Byte strings are slices of <paramref name="data"/>.</summary>
    /// <exception cref="RlpException">The data is empty, not canonical anywhere, goes on after the item, or nests deeper than <see cref="MaxDepth"/>.</exception>
    public static RlpItem Decode(ReadOnlyMemory<byte> data)
    {
        var reader = new RlpReader(data.Span);
        var item = Read(ref reader, data, 0);
        reader.RequireEnd();
        return item;
    }

    /// <summary>The canonical encoding.</summary>
    public byte[] Encode()
    {
        var writer = new RlpWriter();
        WriteTo(writer);
        return writer.ToArray();
    }

    /// <summary>Writes this item and all that is in it.</summary>
    public void WriteTo(RlpWriter writer)
    {
        if (Items is null)
        {
            writer.WriteBytes(Bytes.Span);
            return;
        }

        writer.BeginList();
        foreach (var item in Items) item.WriteTo(writer);
        writer.EndList();
    }

    private static RlpItem Read(ref RlpReader reader, ReadOnlyMemory<byte> data, int depth)
    {
        if (!reader.NextIsList)
        {
            var length = reader.ReadBytes().Length;
            return OfBytes(data.Slice(reader.Offset - length, length));
        }

        if (depth == MaxDepth) throw new RlpException(reader.Offset, $"lists nest deeper than {MaxDepth}.");
        var elements = reader.ReadList();
        var items = new List<RlpItem>();
        while (!elements.IsAtEnd) items.Add(Read(ref elements, data, depth + 1));
        return OfList(items);
    }
}

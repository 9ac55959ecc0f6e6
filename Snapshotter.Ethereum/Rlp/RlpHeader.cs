namespace Snapshotter.Ethereum.Rlp;

/// <summary>The prefix of one item: its kind and where its payload lies (Yellow Paper, appendix B).</summary>
/// <param name="IsList">Whether the payload is a sequence of items.</param>
/// <param name="Length">Bytes before the payload; 0 for a single byte that is its own encoding.</param>
/// <param name="PayloadLength">Bytes of the payload, all of them present in the data.</param>
internal readonly record struct RlpHeader(bool IsList, int Length, int PayloadLength)
{
    /// <summary>A byte below this one is its own encoding.</summary>
    public const byte Bytes = 0x80;

    /// <summary>The prefix of an empty list.</summary>
    public const byte List = 0xc0;

    /// <summary>The longest payload whose length is part of the first byte.</summary>
    public const int ShortPayload = 55;

    public int ItemLength => Length + PayloadLength;

    /// <summary>Reads the item that starts at <paramref name="position"/>.</summary>
    /// <param name="data">The items of one list, or a whole document.</param>
    /// <param name="position">The first byte of the item in <paramref name="data"/>.</param>
    /// <param name="origin">The offset of <paramref name="data"/> in the outermost data, for errors.</param>
    public static RlpHeader Read(ReadOnlySpan<byte> data, int position, int origin)
    {
        var offset = origin + position;
        if (position >= data.Length) throw new RlpException(offset, "an item is expected, but the data ends here.");

        var item = data[position..];
        var first = item[0];
        if (first < Bytes) return new RlpHeader(false, 0, 1);

        var isList = first >= List;
        var code = first - (isList ? List : Bytes);
        var header = code <= ShortPayload
            ? new RlpHeader(isList, 1, code)
            : new RlpHeader(isList, 1 + code - ShortPayload, ReadLongLength(item[1..], code - ShortPayload, offset));

        if (header.PayloadLength > item.Length - header.Length)
            throw new RlpException(offset, $"a payload of {header.PayloadLength} bytes is announced, but only {item.Length - header.Length} follow.");
        if (!isList && header.PayloadLength == 1 && item[header.Length] < Bytes)
            throw new RlpException(offset, $"0x{item[header.Length]:x2} carries a prefix, but a byte below 0x80 is its own encoding.");
        return header;
    }

    private static int ReadLongLength(ReadOnlySpan<byte> bytes, int count, int offset)
    {
        if (bytes.Length < count) throw new RlpException(offset, $"a length of {count} bytes is announced, but only {bytes.Length} follow.");
        if (bytes[0] == 0) throw new RlpException(offset, "a length must not start with a zero byte.");

        ulong length = 0;
        foreach (var digit in bytes[..count]) length = (length << 8) | digit;
        if (length <= ShortPayload) throw new RlpException(offset, $"a payload of {length} bytes must use the short form.");
        if (length > int.MaxValue) throw new RlpException(offset, $"a payload of {length} bytes is announced, but only {bytes.Length - count} follow.");
        return (int)length;
    }
}

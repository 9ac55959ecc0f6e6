using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Rlp;

/// <summary>
/// Reads RLP items one after another without copying them (Yellow Paper, appendix B). Only the canonical encoding is
/// accepted: no padded lengths, no long form for a short payload, no prefix before a single byte below 0x80. A member that
/// throws leaves the position where it was.
/// </summary>
public ref struct RlpReader
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly int _origin;
    private int _position;

    /// <summary>A reader of the items in <paramref name="data"/>, of which there may be any number.</summary>
    public RlpReader(ReadOnlySpan<byte> data) : this(data, 0)
    {
    }

    private RlpReader(ReadOnlySpan<byte> data, int origin)
    {
        _data = data;
        _origin = origin;
    }

    /// <summary>Where the next item starts, in bytes from the start of the outermost data.</summary>
    public readonly int Offset => _origin + _position;

    /// <summary>Whether every item has been read.</summary>
    public readonly bool IsAtEnd => _position == _data.Length;

    /// <summary>Whether the next item is a list.</summary>
    /// <exception cref="RlpException">There is no next item, or it is not canonical.</exception>
    public readonly bool NextIsList => PeekHeader().IsList;

    /// <summary>The content of the next item, a byte string.</summary>
    /// <exception cref="RlpException">The next item is absent, a list, or not canonical.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var header = PeekHeader(isList: false);
        return Advance(header)[header.Length..];
    }

    /// <summary>The content of the next item, a byte string of exactly <paramref name="length"/> bytes.</summary>
    /// <exception cref="RlpException">The next item is absent, a list, of another length, or not canonical.</exception>
    public ReadOnlySpan<byte> ReadBytes(int length)
    {
        var header = PeekHeader(isList: false);
        if (header.PayloadLength != length) throw new RlpException(Offset, $"{length} bytes are expected, not {header.PayloadLength}.");
        return Advance(header)[header.Length..];
    }

    /// <summary>The next item as an unsigned number of at most 8 bytes, big-endian, without leading zeros.</summary>
    /// <exception cref="RlpException">The next item is absent, a list, too long, zero-padded, or not canonical.</exception>
    public ulong ReadUInt64()
    {
        ulong value = 0;
        foreach (var digit in ReadInteger(sizeof(ulong))) value = (value << 8) | digit;
        return value;
    }

    /// <summary>The next item as an unsigned number of at most <paramref name="maxBytes"/> bytes, big-endian, without leading zeros.</summary>
    /// <param name="maxBytes">The widest number allowed; the protocol's own are 256 bits.</param>
    /// <exception cref="RlpException">The next item is absent, a list, too long, zero-padded, or not canonical.</exception>
    public BigInteger ReadBigInteger(int maxBytes = 32) => new(ReadInteger(maxBytes), isUnsigned: true, isBigEndian: true);

    /// <summary>The next item as 0 (the empty string) or 1.</summary>
    /// <exception cref="RlpException">The next item is neither, or not canonical.</exception>
    public bool ReadBoolean()
    {
        var ahead = this;
        var value = ahead.ReadUInt64();
        if (value > 1) throw new RlpException(Offset, $"0 or 1 is expected, not {value}.");
        this = ahead;
        return value == 1;
    }

    /// <summary>The next item as an address of 20 bytes.</summary>
    /// <exception cref="RlpException">The next item is absent, a list, of another length, or not canonical.</exception>
    public Address ReadAddress() => new(ReadBytes(Address.Size));

    /// <summary>The next item as an address, or null where it is empty: the recipient of a contract creation.</summary>
    /// <exception cref="RlpException">The next item is absent, a list, of another length, or not canonical.</exception>
    public Address? ReadOptionalAddress()
    {
        var header = PeekHeader(isList: false);
        if (header.PayloadLength > 0) return ReadAddress();
        Advance(header);
        return null;
    }

    /// <summary>The next item as a hash of 32 bytes.</summary>
    /// <exception cref="RlpException">The next item is absent, a list, of another length, or not canonical.</exception>
    public Hash32 ReadHash32() => new(ReadBytes(Hash32.Size));

    /// <summary>A reader of the next item's elements; this reader goes on after that list.</summary>
    /// <exception cref="RlpException">The next item is absent, a byte string, or not canonical.</exception>
    public RlpReader ReadList()
    {
        var header = PeekHeader(isList: true);
        var origin = Offset + header.Length;
        return new RlpReader(Advance(header)[header.Length..], origin);
    }

    /// <summary>The next item whole, with its prefix. What is inside a list is not looked at.</summary>
    /// <exception cref="RlpException">The next item is absent, or its prefix is not canonical.</exception>
    public ReadOnlySpan<byte> ReadEncoded() => Advance(PeekHeader());

    /// <summary>Refuses items that were not read.</summary>
    /// <exception cref="RlpException">Bytes are left.</exception>
    public readonly void RequireEnd()
    {
        if (!IsAtEnd) throw new RlpException(Offset, $"{_data.Length - _position} bytes are left over after the last expected item.");
    }

    private ReadOnlySpan<byte> ReadInteger(int maxBytes)
    {
        var header = PeekHeader(isList: false);
        if (header.PayloadLength > maxBytes) throw new RlpException(Offset, $"a number of at most {maxBytes} bytes is expected, not {header.PayloadLength}.");
        if (header.PayloadLength > 0 && _data[_position + header.Length] == 0) throw new RlpException(Offset, "a number must not start with a zero byte.");
        return Advance(header)[header.Length..];
    }

    private readonly RlpHeader PeekHeader() => RlpHeader.Read(_data, _position, _origin);

    private readonly RlpHeader PeekHeader(bool isList)
    {
        var header = PeekHeader();
        if (header.IsList == isList) return header;
        throw new RlpException(Offset, isList ? "a list is expected, not a byte string." : "a byte string is expected, not a list.");
    }

    private ReadOnlySpan<byte> Advance(RlpHeader header)
    {
        var item = _data.Slice(_position, header.ItemLength);
        _position += header.ItemLength;
        return item;
    }
}

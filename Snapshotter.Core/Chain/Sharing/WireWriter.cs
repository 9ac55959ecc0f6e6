using System.Buffers;
using System.Text;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain.Sharing;

/// <summary>Writes what hosts share. Bytes that come again and again are written once and named by their place afterwards.</summary>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private readonly Dictionary<ReadOnlyMemory<byte>, int> _known = new(BytesComparer.Instance);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>A count or place, not below zero.</summary>
    public void Count(int value) => Number(value);

    /// <summary>Any whole number; the small ones are the shortest.</summary>
    public void Number(long value)
    {
        var left = (ulong)((value << 1) ^ (value >> 63));
        for (; left >= 0x80; left >>= 7) Byte((byte)(left | 0x80));
        Byte((byte)left);
    }

    public void Address(Address address) => _bytes.Write(address.Bytes);

    public void Hash(Hash32 hash) => _bytes.Write(hash.Bytes);

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Count(bytes.Length);
        _bytes.Write(bytes);
    }

    /// <summary>Bytes that are likely to come again.</summary>
    public void Known(ReadOnlyMemory<byte> bytes)
    {
        if (_known.TryGetValue(bytes, out var place))
        {
            Count(place + 1);
            return;
        }

        _known.Add(bytes.ToArray(), _known.Count);
        Count(0);
        Bytes(bytes.Span);
    }

    public void All<T>(IReadOnlyCollection<T> items, Action<T> write)
    {
        Count(items.Count);
        foreach (var item in items) write(item);
    }

    private void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }
}

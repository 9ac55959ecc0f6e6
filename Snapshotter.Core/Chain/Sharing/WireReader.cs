using System.Text;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Chain.Sharing;

/// <summary>Reads what <see cref="WireWriter"/> wrote. Whatever else it is given ends in an <see cref="InvalidDataException"/>, and takes no more memory than a small multiple of what was given.</summary>
internal sealed class WireReader(byte[] bytes)
{
    private readonly List<byte[]> _known = [];
    private int _at;

    public int Count() => Number() is >= 0 and <= int.MaxValue and var count ? (int)count : throw new InvalidDataException("A count is out of range.");

    public long Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = Take(1)[0];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new InvalidDataException("A number has too many bytes.");
    }

    public Address Address() => new(Take(Snapshotter.Ethereum.Primitives.Address.Size));

    public Hash32 Hash() => new(Take(Hash32.Size));

    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    public byte[] Bytes() => Take(Count()).ToArray();

    /// <summary>Bytes that may have come before.</summary>
    public byte[] Known()
    {
        var place = Count();
        if (place > _known.Count) throw new InvalidDataException("Bytes are named that did not come before.");
        if (place > 0) return _known[place - 1];
        _known.Add(Bytes());
        return _known[^1];
    }

    /// <summary>A list of items, each of which takes at least a byte.</summary>
    public T[] All<T>(Func<T> read)
    {
        var items = new T[Within(Count())];
        for (var i = 0; i < items.Length; i++) items[i] = read();
        return items;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = bytes.AsSpan(_at, Within(length));
        _at += length;
        return taken;
    }

    private int Within(int count) => count <= bytes.Length - _at ? count : throw new InvalidDataException("More is announced than there is.");
}

using System.Buffers.Binary;
using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Rlp;

/// <summary>
/// Writes canonical RLP (Yellow Paper, appendix B). Lists are opened and closed around their elements:
/// <c>BeginList(); WriteUInt64(nonce); WriteAddress(to); EndList();</c>.
/// </summary>
public sealed class RlpWriter
{
    private readonly List<int> _openLists = [];
    private byte[] _buffer;
    private int _length;

    /// <summary>An empty writer.</summary>
    /// <param name="capacity">Bytes to set aside at once; the writer grows when it needs more.</param>
    public RlpWriter(int capacity = 256) => _buffer = new byte[Math.Max(capacity, 16)];

    /// <summary>What was written, valid until the next write.</summary>
    /// <exception cref="InvalidOperationException">A list is still open.</exception>
    public ReadOnlySpan<byte> WrittenSpan
    {
        get
        {
            if (_openLists.Count > 0) throw new InvalidOperationException($"{_openLists.Count} RLP lists are still open: call EndList for each.");
            return _buffer.AsSpan(0, _length);
        }
    }

    /// <summary>A copy of what was written.</summary>
    /// <exception cref="InvalidOperationException">A list is still open.</exception>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Starts anew in the same memory.</summary>
    public void Clear()
    {
        _openLists.Clear();
        _length = 0;
    }

    /// <summary>Opens a list: all that is written until its <see cref="EndList"/> is an element of it.</summary>
    public void BeginList() => _openLists.Add(_length);

    /// <summary>Closes the list opened last.</summary>
    /// <exception cref="InvalidOperationException">No list is open.</exception>
    public void EndList()
    {
        if (_openLists.Count == 0) throw new InvalidOperationException("No RLP list is open.");
        var start = _openLists[^1];
        _openLists.RemoveAt(_openLists.Count - 1);

        // The payload's length decides the width of its prefix, so the prefix goes in afterwards.
        var payload = _length - start;
        var prefix = PrefixLength(payload);
        Reserve(prefix);
        _buffer.AsSpan(start, payload).CopyTo(_buffer.AsSpan(start + prefix));
        WritePrefix(_buffer.AsSpan(start, prefix), RlpHeader.List, payload);
    }

    /// <summary>Writes a byte string.</summary>
    public void WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 1 && bytes[0] < RlpHeader.Bytes)
        {
            Reserve(1)[0] = bytes[0];
            return;
        }

        var prefix = PrefixLength(bytes.Length);
        var item = Reserve(prefix + bytes.Length);
        WritePrefix(item[..prefix], RlpHeader.Bytes, bytes.Length);
        bytes.CopyTo(item[prefix..]);
    }

    /// <summary>Writes a number, big-endian without leading zeros; zero is the empty string.</summary>
    public void WriteUInt64(ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        WriteBytes(bytes[(BitOperations.LeadingZeroCount(value) / 8)..]);
    }

    /// <summary>Writes a number, big-endian without leading zeros; zero is the empty string.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, which RLP cannot express.</exception>
    public void WriteBigInteger(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        WriteBytes(value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true));
    }

    /// <summary>Writes 1, or 0 as the empty string.</summary>
    public void WriteBoolean(bool value) => WriteUInt64(value ? 1UL : 0UL);

    /// <summary>Writes 20 bytes, or the empty string for null: the recipient of a contract creation.</summary>
    public void WriteAddress(Address? address)
    {
        if (address is { } value) WriteBytes(value.Bytes);
        else WriteBytes([]);
    }

    /// <summary>Writes 32 bytes.</summary>
    public void WriteHash32(Hash32 hash) => WriteBytes(hash.Bytes);

    /// <summary>Writes an item that is RLP already, as it is.</summary>
    public void WriteEncoded(ReadOnlySpan<byte> item) => item.CopyTo(Reserve(item.Length));

    private static int PrefixLength(int payload) => payload <= RlpHeader.ShortPayload ? 1 : 1 + LengthBytes(payload);

    private static int LengthBytes(int payload) => sizeof(int) - (BitOperations.LeadingZeroCount((uint)payload) / 8);

    private static void WritePrefix(Span<byte> prefix, byte kind, int payload)
    {
        if (prefix.Length == 1)
        {
            prefix[0] = (byte)(kind + payload);
            return;
        }

        prefix[0] = (byte)(kind + RlpHeader.ShortPayload + prefix.Length - 1);
        for (var i = prefix.Length - 1; i > 0; i--)
        {
            prefix[i] = (byte)payload;
            payload >>= 8;
        }
    }

    private Span<byte> Reserve(int count)
    {
        var start = _length;
        var needed = checked(start + count);
        if (needed > _buffer.Length) Array.Resize(ref _buffer, (int)Math.Max(needed, Math.Min(2L * _buffer.Length, Array.MaxLength)));
        _length = needed;
        return _buffer.AsSpan(start, count);
    }
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Snapshotter.Ethereum.Primitives;

/// <summary>A 32-byte hash: of a block, a transaction, an event signature or any content.</summary>
public readonly struct Hash32 : IEquatable<Hash32>, IComparable<Hash32>
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 32;

    private readonly Bytes32 _bytes;

    /// <summary>The hash with these 32 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 32 bytes long.</exception>
    public Hash32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"A hash has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    /// <summary>The bytes, most significant first.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether all bytes are zero.</summary>
    public bool IsZero => !Bytes.ContainsAnyExcept((byte)0);

    /// <summary>Reads 64 hex digits with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text is not a 32-byte hex value.</exception>
    public static Hash32 Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException($"'{text}' is no 32-byte hex value (0x and 64 digits).");

    /// <summary>Reads 64 hex digits with or without <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = Hex.TryDecode(text, bytes, out var written) && written == Size;
        hash = ok ? new Hash32(bytes) : default;
        return ok;
    }

    /// <summary>Reads 64 UTF-8 hex digits with or without <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Hash32 hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = Hex.TryDecode(utf8, bytes, out var written) && written == Size;
        hash = ok ? new Hash32(bytes) : default;
        return ok;
    }

    /// <inheritdoc/>
    public bool Equals(Hash32 other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Hash32 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes[..4]) ^ BinaryPrimitives.ReadInt32LittleEndian(Bytes[28..]);

    /// <inheritdoc/>
    public int CompareTo(Hash32 other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <summary>Lower-case hex with <c>0x</c>.</summary>
    public override string ToString() => Hex.Prefixed(Bytes);

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Hash32 left, Hash32 right) => left.Equals(right);

    /// <summary>Inequality of any byte.</summary>
    public static bool operator !=(Hash32 left, Hash32 right) => !left.Equals(right);

    /// <summary>Order by bytes.</summary>
    public static bool operator <(Hash32 left, Hash32 right) => left.CompareTo(right) < 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >(Hash32 left, Hash32 right) => left.CompareTo(right) > 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator <=(Hash32 left, Hash32 right) => left.CompareTo(right) <= 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >=(Hash32 left, Hash32 right) => left.CompareTo(right) >= 0;

    [InlineArray(Size)]
    private struct Bytes32
    {
        private byte _first;
    }
}

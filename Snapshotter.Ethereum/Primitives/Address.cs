using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Snapshotter.Ethereum.Hashing;

namespace Snapshotter.Ethereum.Primitives;

/// <summary>A 20-byte account or contract address.</summary>
public readonly struct Address : IEquatable<Address>, IComparable<Address>
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 20;

    private readonly Bytes20 _bytes;

    /// <summary>The address with these 20 bytes.</summary>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is not 20 bytes long.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException($"An address has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    /// <summary>The bytes, most significant first.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether all bytes are zero: the answer of a registry that knows no such contract.</summary>
    public bool IsZero => !Bytes.ContainsAnyExcept((byte)0);

    /// <summary>Reads 40 hex digits of any case, with or without <c>0x</c>; the checksum is not looked at.</summary>
    /// <exception cref="FormatException">The text is no 20-byte hex value.</exception>
    public static Address Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no address (0x and 40 hex digits).");

    /// <summary>Reads 40 hex digits of any case, with or without <c>0x</c>; the checksum is not looked at.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = Hex.TryDecode(text, bytes, out var written) && written == Size;
        address = ok ? new Address(bytes) : default;
        return ok;
    }

    /// <summary>Reads 40 UTF-8 hex digits of any case, with or without <c>0x</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Address address)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var ok = Hex.TryDecode(utf8, bytes, out var written) && written == Size;
        address = ok ? new Address(bytes) : default;
        return ok;
    }

    /// <summary>The mixed-case text whose capitals are a checksum (EIP-55).</summary>
    public string ToChecksumString()
    {
        Span<byte> lower = stackalloc byte[Size * 2];
        Convert.TryToHexStringLower(Bytes, lower, out _);
        Span<byte> hash = stackalloc byte[Hash32.Size];
        Keccak256.Hash(lower, hash);

        Span<char> text = stackalloc char[2 + lower.Length];
        text[0] = '0';
        text[1] = 'x';
        for (var i = 0; i < lower.Length; i++)
        {
            var nibble = (hash[i / 2] >> ((i & 1) == 0 ? 4 : 0)) & 0xF;
            var digit = (char)lower[i];
            text[2 + i] = nibble >= 8 && digit > '9' ? (char)(digit - 32) : digit;
        }

        return new string(text);
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Bytes[..4]) ^ BinaryPrimitives.ReadInt32LittleEndian(Bytes[16..]);

    /// <inheritdoc/>
    public int CompareTo(Address other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <summary>Lower-case hex with <c>0x</c>.</summary>
    public override string ToString() => Hex.Prefixed(Bytes);

    /// <summary>Equality of all bytes.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Inequality of any byte.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>Order by bytes, as Uniswap v2 orders the tokens of a pair.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>Order by bytes.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;

    [InlineArray(Size)]
    private struct Bytes20
    {
        private byte _first;
    }
}

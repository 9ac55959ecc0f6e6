using System.Buffers.Binary;
using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Abi;

/// <summary>
/// Reads values straight from the 32-byte words of event data and call results, without the tree of objects that
/// <see cref="AbiDecoder"/> builds. Nothing is allocated but a <see cref="BigInteger"/>'s digits. Padding is checked as the
/// decoder checks it.
/// </summary>
public static class AbiWord
{
    /// <summary>The length of a word in bytes.</summary>
    public const int Size = 32;

    /// <summary>The word at <paramref name="index"/>, counted in words from 0.</summary>
    /// <exception cref="AbiException">The data ends before the word does.</exception>
    public static ReadOnlySpan<byte> At(ReadOnlySpan<byte> data, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if ((index + 1L) * Size > data.Length) throw new AbiException($"word {index}", $"the data has {data.Length} bytes only.");
        return data.Slice(index * Size, Size);
    }

    /// <summary>A <c>uint256</c>, or any narrower one.</summary>
    /// <exception cref="ArgumentException">The word is not 32 bytes long.</exception>
    public static BigInteger ReadUInt256(ReadOnlySpan<byte> word) => new(Whole(word), isUnsigned: true, isBigEndian: true);

    /// <summary>An <c>int256</c>, or any narrower one.</summary>
    /// <exception cref="ArgumentException">The word is not 32 bytes long.</exception>
    public static BigInteger ReadInt256(ReadOnlySpan<byte> word) => new(Whole(word), isUnsigned: false, isBigEndian: true);

    /// <summary>A <c>uint128</c> or any narrower one, such as the <c>uint112</c> reserves of a Uniswap v2 pair.</summary>
    /// <exception cref="AbiException">The number needs more than 128 bits.</exception>
    /// <exception cref="ArgumentException">The word is not 32 bytes long.</exception>
    public static UInt128 ReadUInt128(ReadOnlySpan<byte> word)
    {
        RequireZero(Whole(word)[..16], "128 bits");
        return BinaryPrimitives.ReadUInt128BigEndian(word[16..]);
    }

    /// <summary>A <c>uint64</c> or any narrower one.</summary>
    /// <exception cref="AbiException">The number needs more than 64 bits.</exception>
    /// <exception cref="ArgumentException">The word is not 32 bytes long.</exception>
    public static ulong ReadUInt64(ReadOnlySpan<byte> word)
    {
        RequireZero(Whole(word)[..24], "64 bits");
        return BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
    }

    /// <summary>An unsigned number of any width that is a non-negative <see cref="int"/>, such as the <c>uint8</c> decimals of a token.</summary>
    /// <exception cref="AbiException">The number is greater than <see cref="int.MaxValue"/>.</exception>
    /// <exception cref="ArgumentException">The word is not 32 bytes long.</exception>
    public static int ReadInt32(ReadOnlySpan<byte> word)
    {
        var value = ReadUInt64(word);
        return value <= int.MaxValue ? (int)value : throw new AbiException("word", $"{value} is more than a 32-bit integer holds.");
    }

    /// <summary>A <c>bool</c>.</summary>
    /// <exception cref="AbiException">The word is neither 0 nor 1.</exception>
    /// <exception cref="ArgumentException">The word is not 32 bytes long.</exception>
    public static bool ReadBoolean(ReadOnlySpan<byte> word)
    {
        RequireZero(Whole(word)[..31], "a bool");
        return word[31] switch
        {
            0 => false,
            1 => true,
            var other => throw new AbiException("word", $"a bool is 0 or 1, not {other}."),
        };
    }

    /// <summary>An <c>address</c>.</summary>
    /// <exception cref="AbiException">One of the first 12 bytes is not zero.</exception>
    /// <exception cref="ArgumentException">The word is not 32 bytes long.</exception>
    public static Address ReadAddress(ReadOnlySpan<byte> word)
    {
        RequireZero(Whole(word)[..(Size - Address.Size)], "an address");
        return new Address(word[(Size - Address.Size)..]);
    }

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> word) =>
        word.Length == Size ? word : throw new ArgumentException($"A word has {Size} bytes, not {word.Length}.", nameof(word));

    private static void RequireZero(ReadOnlySpan<byte> padding, string room)
    {
        if (padding.ContainsAnyExcept((byte)0)) throw new AbiException("word", $"the value does not fit {room}: the bytes before it are not zero.");
    }
}

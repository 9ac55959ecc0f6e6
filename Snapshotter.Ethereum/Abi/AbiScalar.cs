using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Abi;

/// <summary>Values that are one word (ABI specification, "Formal Specification of the Encoding"): numbers are padded on the left, byte strings on the right.</summary>
internal static class AbiScalar
{
    /// <summary>Reads a value and refuses padding that the type cannot have, as Solidity's own decoder does.</summary>
    public static object Read(AbiType type, ReadOnlySpan<byte> word, in AbiPath path)
    {
        var padding = Padding(type, word);
        var value = Value(type, word);
        var isNegative = type.Kind is AbiKind.Int or AbiKind.Fixed && value[0] >= 0x80;
        if (padding.ContainsAnyExcept(isNegative ? (byte)0xff : (byte)0)) throw path.Fault($"{Hex.Prefixed(word)} is no {type}: its padding is not clean.");

        return type.Kind switch
        {
            AbiKind.Bool => value[0] <= 1 ? value[0] == 1 : throw path.Fault($"a bool is 0 or 1, not {value[0]}."),
            AbiKind.Address => new Address(value),
            AbiKind.FixedBytes or AbiKind.Function => value.ToArray(),
            _ => new BigInteger(value, isUnsigned: type.Kind is AbiKind.UInt or AbiKind.UFixed, isBigEndian: true),
        };
    }

    /// <summary>Writes a value into a word of zeros.</summary>
    public static void Write(AbiType type, object? value, Span<byte> word, in AbiPath path)
    {
        switch (type.Kind)
        {
            case AbiKind.Bool when value is bool flag:
                word[^1] = flag ? (byte)1 : (byte)0;
                return;
            case AbiKind.Address when value is Address address:
                address.Bytes.CopyTo(word[^Address.Size..]);
                return;
            case AbiKind.FixedBytes or AbiKind.Function when value is byte[] bytes:
                WriteBytes(type, bytes, word, path);
                return;
            case AbiKind.FixedBytes when value is Hash32 hash:
                WriteBytes(type, hash.Bytes, word, path);
                return;
            case AbiKind.UInt or AbiKind.Int or AbiKind.UFixed or AbiKind.Fixed when AbiNumber.TryGet(value, out var number):
                WriteNumber(type, number, word, path);
                return;
            default:
                throw path.Fault($"{type} cannot be made from {value?.GetType().Name ?? "null"}.");
        }
    }

    /// <summary>The part of a word that holds the value, <see cref="AbiType.ValueBytes"/> long.</summary>
    public static ReadOnlySpan<byte> Value(AbiType type, ReadOnlySpan<byte> word) =>
        IsLeftAligned(type) ? word[..type.ValueBytes] : word[^type.ValueBytes..];

    private static ReadOnlySpan<byte> Padding(AbiType type, ReadOnlySpan<byte> word) =>
        IsLeftAligned(type) ? word[type.ValueBytes..] : word[..^type.ValueBytes];

    private static bool IsLeftAligned(AbiType type) => type.Kind is AbiKind.FixedBytes or AbiKind.Function;

    private static void WriteBytes(AbiType type, ReadOnlySpan<byte> bytes, Span<byte> word, in AbiPath path)
    {
        if (bytes.Length != type.ValueBytes) throw path.Fault($"{type} has {type.ValueBytes} bytes, not {bytes.Length}.");
        bytes.CopyTo(word);
    }

    private static void WriteNumber(AbiType type, BigInteger number, Span<byte> word, in AbiPath path)
    {
        var isSigned = type.Kind is AbiKind.Int or AbiKind.Fixed;
        var bits = (type.ValueBytes * 8) - (isSigned ? 1 : 0);
        if ((!isSigned && number.Sign < 0) || number.GetBitLength() > bits) throw path.Fault($"{AbiNumber.Shorten(number)} does not fit {type}.");

        if (number.Sign < 0) word.Fill(0xff);
        var length = number.GetByteCount(isUnsigned: !isSigned);
        number.TryWriteBytes(word[^length..], out _, isUnsigned: !isSigned, isBigEndian: true);
    }
}

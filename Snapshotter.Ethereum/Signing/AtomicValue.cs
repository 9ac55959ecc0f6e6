using System.Globalization;
using System.Numerics;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Signing;

/// <summary>The values that fit one 32-byte word (EIP-712, definition of encodeData: the ABI's padding).</summary>
internal static class AtomicValue
{
    /// <summary>Longer than the decimal text of any 256-bit number; more is refused before it is parsed.</summary>
    private const int MaxIntegerText = 80;

    public static void Write(FieldType type, object? value, string path, Span<byte> word)
    {
        word.Clear();
        switch (type)
        {
            case FieldType.Boolean:
                word[^1] = value is bool flag ? (byte)(flag ? 1 : 0) : throw new TypedDataException(path, "true or false is expected.");
                break;
            case FieldType.Account:
                ReadAddress(value, path).Bytes.CopyTo(word[^Address.Size..]);
                break;
            case FieldType.FixedBytes { Size: var size }:
                var bytes = ReadBytes(value, path);
                if (bytes.Length != size) throw new TypedDataException(path, $"{size} bytes are expected, not {bytes.Length}.");
                bytes.CopyTo(word);
                break;
            case FieldType.Integer integer:
                WriteInteger(integer, ReadInteger(value, path), path, word);
                break;
            default:
                throw new TypedDataException(path, "the type fits no word.");
        }
    }

    public static byte[] ReadBytes(object? value, string path) => value switch
    {
        byte[] bytes => bytes,
        ReadOnlyMemory<byte> bytes => bytes.ToArray(),
        Hash32 hash => hash.Bytes.ToArray(),
        string text when text.StartsWith("0x", StringComparison.Ordinal) => DecodeHex(text, path),
        _ => throw new TypedDataException(path, "bytes are expected, as text 0x and hex digits."),
    };

    private static byte[] DecodeHex(string text, string path)
    {
        var bytes = new byte[text.Length / 2];
        return Hex.TryDecode(text, bytes, out var length) ? bytes[..length] : throw new TypedDataException(path, "an even number of hex digits is expected after 0x.");
    }

    private static Address ReadAddress(object? value, string path) => value switch
    {
        Address address => address,
        string text when text.StartsWith("0x", StringComparison.Ordinal) && Address.TryParse(text, out var address) => address,
        _ => throw new TypedDataException(path, "an address is expected, as text 0x and 40 hex digits."),
    };

    private static BigInteger ReadInteger(object? value, string path) => value switch
    {
        BigInteger number => number,
        byte number => number,
        int number => number,
        long number => number,
        ulong number => number,
        string { Length: <= MaxIntegerText } text when TryParseInteger(text, out var number) => number,
        _ => throw new TypedDataException(path, "an integer is expected, as a number or as decimal or 0x text."),
    };

    private static bool TryParseInteger(string text, out BigInteger number) =>
        text.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.TryParse(string.Concat("0", text.AsSpan(2)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number) && text.Length > 2
            : BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static void WriteInteger(FieldType.Integer type, BigInteger number, string path, Span<byte> word)
    {
        var limit = BigInteger.One << (type.IsSigned ? type.Bits - 1 : type.Bits);
        var lowest = type.IsSigned ? -limit : BigInteger.Zero;
        if (number < lowest || number >= limit) throw new TypedDataException(path, $"the number does not fit {(type.IsSigned ? "" : "u")}int{type.Bits}.");

        if (number.Sign < 0) number += BigInteger.One << 256;
        var length = number.GetByteCount(isUnsigned: true);
        number.TryWriteBytes(word[^length..], out _, isUnsigned: true, isBigEndian: true);
    }
}

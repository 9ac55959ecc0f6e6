using System.Numerics;
using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models.Json;

/// <summary>Reads the hexadecimal strings of Ethereum JSON-RPC straight from the UTF-8 bytes under a reader.</summary>
/// <remarks>A fault is a <see cref="JsonException"/> that names the field; the value itself is never quoted, it may be megabytes.</remarks>
internal static class JsonHex
{
    /// <summary>The bytes of a logs bloom.</summary>
    public const int BloomSize = 256;

    /// <summary>A quantity from 0 to 2^63-1; leading zeros, which the standard forbids and some chains send, are let pass.</summary>
    public static long Quantity(ref Utf8JsonReader reader, string field)
    {
        var value = Number<ulong>(ref reader, field);
        return value <= long.MaxValue ? (long)value : throw Fault(field, "exceeds 2^63-1");
    }

    /// <summary>A quantity from 0 to 2^31-1.</summary>
    public static int Index(ref Utf8JsonReader reader, string field)
    {
        var value = Number<ulong>(ref reader, field);
        return value <= int.MaxValue ? (int)value : throw Fault(field, "exceeds 2^31-1");
    }

    /// <summary>A quantity from 0 to 2^128-1, enough for any price in wei.</summary>
    public static UInt128 Wide(ref Utf8JsonReader reader, string field) => Number<UInt128>(ref reader, field);

    /// <summary>A quantity from 0 to 2^128-1 that is an answer by itself: an endpoint that lacks what is asked for answers 0x, which is none.</summary>
    public static UInt128 Answer(ref Utf8JsonReader reader, string field) =>
        Text(ref reader, field).Length > 2 ? Number<UInt128>(ref reader, field) : throw Fault(field, "has no digits");

    /// <summary>A 32-byte value.</summary>
    public static Hash32 Hash(ref Utf8JsonReader reader, string field) =>
        Hash32.TryParse(Text(ref reader, field), out var hash) ? hash : throw Fault(field, "is no 32-byte hex value");

    /// <summary>A 20-byte value.</summary>
    public static Address Address(ref Utf8JsonReader reader, string field) =>
        Primitives.Address.TryParse(Text(ref reader, field), out var address) ? address : throw Fault(field, "is no 20-byte hex value");

    /// <summary>A 20-byte value or null.</summary>
    public static Address? AddressOrNull(ref Utf8JsonReader reader, string field) =>
        reader.TokenType == JsonTokenType.Null ? null : Address(ref reader, field);

    /// <summary>Bytes of any length; <c>0x</c> is the empty array.</summary>
    public static byte[] Bytes(ref Utf8JsonReader reader, string field)
    {
        var text = Text(ref reader, field);
        if (text.Length < 2 || (text.Length & 1) != 0) throw Fault(field, "has an odd number of hex digits");
        if (text.Length == 2) return [];
        var bytes = new byte[(text.Length / 2) - 1];
        return Hex.TryDecode(text, bytes, out _) ? bytes : throw Fault(field, "holds a character that is no hex digit");
    }

    /// <summary>The 256 bytes of a logs bloom.</summary>
    public static byte[] Bloom(ref Utf8JsonReader reader, string field)
    {
        var bytes = Bytes(ref reader, field);
        return bytes.Length == BloomSize ? bytes : throw Fault(field, $"has {bytes.Length} bytes instead of {BloomSize}");
    }

    /// <summary>The fault of a field that is not there.</summary>
    public static JsonException Missing(string what, string field) => new($"The {what} has no '{field}'.");

    /// <summary>Fails unless the reader stands on the kind of value expected.</summary>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (reader.TokenType != type) throw new JsonException($"The {what} is {Name(reader.TokenType)} where {Name(type)} was expected.");
    }

    private static TNumber Number<TNumber>(ref Utf8JsonReader reader, string field) where TNumber : IBinaryInteger<TNumber>
    {
        var digits = Text(ref reader, field)[2..].TrimStart((byte)'0');
        if (digits.Length > TNumber.AllBitsSet.GetByteCount() * 2) throw Fault(field, "is too large");
        var value = TNumber.Zero;
        foreach (var digit in digits)
        {
            var nibble = Nibble(digit);
            if (nibble < 0) throw Fault(field, "holds a character that is no hex digit");
            value = (value << 4) | TNumber.CreateTruncating(nibble);
        }

        return value;
    }

    // Escapes are legal JSON, but no hex digit needs one: refusing them keeps every value a view of the received bytes.
    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.String) throw Fault(field, $"is {Name(reader.TokenType)} where a hex string was expected");
        if (reader.ValueIsEscaped) throw Fault(field, "holds an escaped character");
        var text = reader.ValueSpan;
        return text.Length >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x' ? text : throw Fault(field, "does not start with 0x");
    }

    private static int Nibble(byte digit) => digit switch
    {
        >= (byte)'0' and <= (byte)'9' => digit - '0',
        >= (byte)'a' and <= (byte)'f' => digit - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => digit - 'A' + 10,
        _ => -1,
    };

    private static string Name(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };

    private static JsonException Fault(string field, string what) => new($"'{field}' {what}.");
}

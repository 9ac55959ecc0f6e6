using System.Buffers;

namespace Snapshotter.Ethereum.Primitives;

/// <summary>Reads and writes the hexadecimal texts of Ethereum JSON-RPC, with and without the <c>0x</c> prefix.</summary>
public static class Hex
{
    /// <summary>The bytes in lower case with the <c>0x</c> prefix.</summary>
    public static string Prefixed(ReadOnlySpan<byte> bytes) => string.Concat("0x", Convert.ToHexStringLower(bytes));

    /// <summary>The bytes of an even number of hex digits, with or without <c>0x</c>.</summary>
    /// <exception cref="FormatException">The text has an odd length or a character that is no hex digit.</exception>
    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var digits = WithoutPrefix(text);
        var bytes = new byte[digits.Length / 2];
        if (!TryDecode(digits, bytes, out _)) throw new FormatException("Expected an even number of hex digits after an optional 0x.");
        return bytes;
    }

    /// <summary>Decodes UTF-8 hex digits, with or without <c>0x</c>, into <paramref name="destination"/>.</summary>
    /// <returns>False when a character is no hex digit, the number of digits is odd, or the destination is too small.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> utf8, Span<byte> destination, out int written)
    {
        if (utf8.Length >= 2 && utf8[0] == '0' && (utf8[1] | 0x20) == 'x') utf8 = utf8[2..];
        written = 0;
        if ((utf8.Length & 1) != 0 || destination.Length < utf8.Length / 2) return false;
        return Convert.FromHexString(utf8, destination, out _, out written) == OperationStatus.Done;
    }

    /// <summary>Decodes hex digits, with or without <c>0x</c>, into <paramref name="destination"/>.</summary>
    /// <returns>False when a character is no hex digit, the number of digits is odd, or the destination is too small.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int written)
    {
        var digits = WithoutPrefix(text);
        written = 0;
        if ((digits.Length & 1) != 0 || destination.Length < digits.Length / 2) return false;
        return Convert.FromHexString(digits, destination, out _, out written) == OperationStatus.Done;
    }

    /// <summary>The text after a leading <c>0x</c> or <c>0X</c>, or the text itself.</summary>
    public static ReadOnlySpan<char> WithoutPrefix(ReadOnlySpan<char> text) =>
        text.Length >= 2 && text[0] == '0' && (text[1] | 0x20) == 'x' ? text[2..] : text;
}

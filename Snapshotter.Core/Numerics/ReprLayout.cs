using System.Buffers.Text;

namespace Snapshotter.Core.Numerics;

/// <summary>Python's layout of a float's digits: fixed from 1e-4 up to 1e16, scientific with a two-digit exponent beyond.</summary>
internal static class ReprLayout
{
    private const int MaxDigits = 20;
    private const int MinFixedPoint = -3;
    private const int MaxFixedPoint = 16;

    /// <summary>Writes a positive number and returns the length of its text.</summary>
    public static int Write(ShortestDecimal value, Span<byte> utf8)
    {
        Span<byte> buffer = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(value.Digits, buffer, out var count);
        var point = count + value.Exponent;
        var digits = buffer[..count].TrimEnd((byte)'0');
        return point is < MinFixedPoint or > MaxFixedPoint ? WriteScientific(digits, point - 1, utf8) : WriteFixed(digits, point, utf8);
    }

    private static int WriteFixed(ReadOnlySpan<byte> digits, int point, Span<byte> utf8)
    {
        if (point <= 0)
        {
            "0.000"u8[..(2 - point)].CopyTo(utf8);
            digits.CopyTo(utf8[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        var length = Math.Max(point + 1, digits.Length) + 1;
        utf8[..length].Fill((byte)'0');
        var whole = Math.Min(point, digits.Length);
        digits[..whole].CopyTo(utf8);
        utf8[point] = (byte)'.';
        digits[whole..].CopyTo(utf8[(point + 1)..]);
        return length;
    }

    private static int WriteScientific(ReadOnlySpan<byte> digits, int exponent, Span<byte> utf8)
    {
        var length = 0;
        utf8[length++] = digits[0];
        if (digits.Length > 1)
        {
            utf8[length++] = (byte)'.';
            digits[1..].CopyTo(utf8[length..]);
            length += digits.Length - 1;
        }

        utf8[length++] = (byte)'e';
        utf8[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        exponent = Math.Abs(exponent);
        if (exponent >= 100) utf8[length++] = (byte)('0' + (exponent / 100));
        utf8[length++] = (byte)('0' + (exponent / 10 % 10));
        utf8[length++] = (byte)('0' + (exponent % 10));
        return length;
    }
}

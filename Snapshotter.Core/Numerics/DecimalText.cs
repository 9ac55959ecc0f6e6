using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Snapshotter.Core.Numerics;

/// <summary>Reads JSON's decimal numbers as whole numbers of a decimal unit, without passing through a double.</summary>
public static class DecimalText
{
    /// <summary>The digits of the longest number that is read; no double's text comes near it.</summary>
    private const int MaxLength = 512;

    /// <summary>The largest exponent that is read, above that of any double.</summary>
    private const int MaxExponent = 400;

    /// <summary>The number in units of 10^-<paramref name="decimals"/>, rounded half to even.</summary>
    /// <param name="number">A JSON number, such as <c>-1.5</c> or <c>2e-06</c>.</param>
    /// <param name="decimals">The digits after the point to keep.</param>
    /// <exception cref="JsonException">The number is longer, or its exponent larger, than any double's.</exception>
    public static BigInteger ToUnits(ReadOnlySpan<byte> number, int decimals)
    {
        if (number.Length > MaxLength) throw new JsonException($"A number has {number.Length} characters: none of a snapshot is so long.");
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        var exponent = exponentAt < 0 ? 0 : Exponent(number[(exponentAt + 1)..]);
        var mantissa = exponentAt < 0 ? number : number[..exponentAt];
        var pointAt = mantissa.IndexOf((byte)'.');
        var fractionLength = pointAt < 0 ? 0 : mantissa.Length - pointAt - 1;
        var scale = decimals + exponent - fractionLength;
        var digits = Digits(mantissa);
        return scale >= 0 ? digits * BigInteger.Pow(10, scale) : HalfEven.Divide(digits, BigInteger.Pow(10, -scale));
    }

    private static int Exponent(ReadOnlySpan<byte> text)
    {
        if (text[0] == (byte)'+') text = text[1..];
        return Utf8Parser.TryParse(text, out int exponent, out var length) && length == text.Length && Math.Abs((long)exponent) <= MaxExponent
            ? exponent
            : throw new JsonException("A number's exponent is larger than any double's.");
    }

    private static BigInteger Digits(ReadOnlySpan<byte> mantissa) => BigInteger.Parse(
        Encoding.ASCII.GetString(mantissa).Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

using System.Buffers.Text;
using System.Text;

namespace Snapshotter.Core.Numerics;

/// <summary>
/// Doubles as the original node's Python treats them: the text of <c>repr</c>, rounding through <c>format</c>, truncation.
/// Snapshots carry these texts, so every digit decides a CID.
/// </summary>
public static class PythonFloat
{
    /// <summary>The longest text that <see cref="Format(double, Span{byte})"/> writes.</summary>
    public const int MaxLength = 32;

    private const double MaxExactInteger = 1L << 53;
    private const int RoundedDecimals = 6;
    private const uint RoundedScale = 1_000_000;

    /// <summary>10^22 is the largest power of ten that is exact as a double.</summary>
    private const int MaxTruncatedDecimals = 22;

    /// <summary>
    /// Writes the shortest decimal text that reads back as the same double, as Python's <c>repr</c>: <c>3.0</c>, <c>1e-05</c>,
    /// <c>1e+16</c>, <c>-0.0</c>; also <c>nan</c>, <c>inf</c> and <c>-inf</c>.
    /// </summary>
    /// <param name="value">The double.</param>
    /// <param name="utf8">Where the text goes: at least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="utf8"/> is too short.</exception>
    public static int Format(double value, Span<byte> utf8)
    {
        if (utf8.Length < MaxLength) throw new ArgumentException($"The text of a double may take {MaxLength} bytes, not only {utf8.Length}.", nameof(utf8));
        if (!double.IsFinite(value)) return FormatNonFinite(value, utf8);
        if (Math.Abs(value) < MaxExactInteger && value == Math.Truncate(value)) return FormatInteger(value, utf8);

        var start = 0;
        if (value < 0) utf8[start++] = (byte)'-';
        return start + ReprLayout.Write(ShortestDecimal.Of(Math.Abs(value)), utf8[start..]);
    }

    /// <summary>The text of <see cref="Format(double, Span{byte})"/> as a string.</summary>
    public static string Format(double value)
    {
        Span<byte> utf8 = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(utf8[..Format(value, utf8)]);
    }

    /// <summary>
    /// Rounds to 6 decimals as <c>float(f'{x: .6f}')</c>: half to even on the exact binary value, then the nearest double.
    /// The sign of zero is kept; infinities and NaN come back as they are.
    /// </summary>
    public static double RoundedTo6(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(Math.Abs(value));
        var biased = (int)(bits >> 52);
        var fractionBits = 1075 - Math.Max(biased, 1);
        if (fractionBits <= 0) return value;

        var mantissa = (bits & ((1UL << 52) - 1)) | (biased > 0 ? 1UL << 52 : 0);
        var rounded = fractionBits < 127 ? ShiftHalfEven((UInt128)mantissa * RoundedScale, fractionBits) : UInt128.Zero;
        return Math.CopySign(ExactDivision.ByPowerOfTen(rounded, RoundedDecimals), value);
    }

    /// <summary>Truncates toward zero at 5 decimals as <c>trunc(x * 10**5) / 10**5</c>, so that 0.29 becomes 0.28999.</summary>
    /// <exception cref="OverflowException"><paramref name="value"/> is NaN, infinite, or overflows when scaled.</exception>
    public static double TruncateTo5(double value) => Truncate(value, 5);

    /// <summary>Truncates toward zero as <c>trunc(x * 10**n) / 10**n</c>; what truncates to zero is <c>0.0</c>, never <c>-0.0</c>.</summary>
    /// <param name="value">The double.</param>
    /// <param name="decimals">n, 0 to 22.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is out of range.</exception>
    /// <exception cref="OverflowException"><paramref name="value"/> is NaN, infinite, or overflows when scaled.</exception>
    public static double Truncate(double value, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MaxTruncatedDecimals);
        var scale = ExactDivision.ExactPowerOfTen(decimals);
        var whole = Math.Truncate(value * scale);
        if (!double.IsFinite(whole)) throw new OverflowException($"{Format(value)} cannot be truncated at {decimals} decimals: scaled it is no finite number.");

        // Python's integer has no negative zero. Both operands are exact, so this rounds once, as its integer division does.
        return whole == 0 ? 0.0 : whole / scale;
    }

    private static UInt128 ShiftHalfEven(UInt128 value, int shift)
    {
        var kept = value >> shift;
        var rest = value - (kept << shift);
        var half = UInt128.One << (shift - 1);
        return rest > half || (rest == half && UInt128.IsOddInteger(kept)) ? kept + 1 : kept;
    }

    private static int FormatInteger(double value, Span<byte> utf8)
    {
        var start = 0;
        if (value == 0 && double.IsNegative(value)) utf8[start++] = (byte)'-';
        Utf8Formatter.TryFormat((long)value, utf8[start..], out var length);
        ".0"u8.CopyTo(utf8[(start + length)..]);
        return start + length + 2;
    }

    private static int FormatNonFinite(double value, Span<byte> utf8)
    {
        var text = double.IsNaN(value) ? "nan"u8 : value > 0 ? "inf"u8 : "-inf"u8;
        text.CopyTo(utf8);
        return text.Length;
    }
}

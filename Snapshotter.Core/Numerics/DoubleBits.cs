using System.Numerics;

namespace Snapshotter.Core.Numerics;

/// <summary>Builds a double from an integer quotient, rounding once, half to even.</summary>
internal static class DoubleBits
{
    private const int MantissaBits = 53;
    private const int MinExponent = -1022;
    private const int MaxExponent = 1023;
    private const int ExponentBias = 1023;

    /// <summary>
    /// The double nearest to (<paramref name="quotient"/> + f) * 2^<paramref name="exponent"/>, where 0 &lt; f &lt; 1 when
    /// <paramref name="inexact"/>, else f = 0. An inexact quotient needs at least 54 bits, so that f decides nothing but ties.
    /// </summary>
    /// <exception cref="OverflowException">The result is larger than any finite double.</exception>
    public static double Compose(ulong quotient, bool inexact, int exponent)
    {
        var bits = 64 - BitOperations.LeadingZeroCount(quotient);
        var top = exponent + bits - 1;
        if (top > MaxExponent) throw TooLarge();

        var kept = top >= MinExponent ? MantissaBits : MantissaBits - (MinExponent - top);
        if (kept < 0) return 0.0;

        var mantissa = Round(quotient, bits - kept, inexact);

        // A mantissa that was rounded up to the next power of two carries into the exponent, which is just what it means.
        var biased = top >= MinExponent ? (ulong)(top + ExponentBias - 1) << (MantissaBits - 1) : 0;
        var value = BitConverter.UInt64BitsToDouble(biased + mantissa);
        return double.IsFinite(value) ? value : throw TooLarge();
    }

    private static ulong Round(ulong quotient, int dropped, bool inexact)
    {
        if (dropped <= 0) return quotient << -dropped;
        var kept = dropped < 64 ? quotient >> dropped : 0;
        var half = 1UL << (dropped - 1);
        if ((quotient & half) == 0) return kept;
        var aboveHalf = inexact || (quotient & (half - 1)) != 0;
        return aboveHalf || (kept & 1) != 0 ? kept + 1 : kept;
    }

    private static OverflowException TooLarge() =>
        new("The quotient is larger than any finite double: the amount or its number of decimals cannot be right.");
}

using System.Numerics;

namespace Snapshotter.Core.Numerics;

/// <summary>
/// Division of integers of any size to the nearest double, half to even, rounded once: what Python's <c>int / int</c> does.
/// Converting to double first and dividing then rounds twice and differs in the last bit for about a quarter of real amounts.
/// </summary>
public static class ExactDivision
{
    /// <summary>The most decimals a token can have: ERC-20 gives them as one byte.</summary>
    public const int MaxDecimals = 255;

    /// <summary>Integers up to 2^53 are exact as doubles, so that one hardware division of two rounds once.</summary>
    private const ulong MaxExactInteger = 1UL << 53;

    /// <summary>10^22 is the largest power of ten that is exact as a double.</summary>
    private const int MaxExactDecimals = 22;

    /// <summary>Bits of the quotient: 53 kept, one to round by, one spare because the first estimate may be one short.</summary>
    private const int QuotientBits = 55;

    private static readonly double[] ExactPowers = [.. Enumerable.Range(0, MaxExactDecimals + 1).Select(n => (double)BigInteger.Pow(10, n))];

    private static readonly BigInteger MaxUInt128 = UInt128.MaxValue;

    /// <summary>The double nearest to <paramref name="numerator"/> / <paramref name="denominator"/>, half to even.</summary>
    /// <remarks>As in Python, zero divided by a negative number is <c>-0.0</c>.</remarks>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    /// <exception cref="OverflowException">The result is larger than any finite double.</exception>
    public static double Divide(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("An amount cannot be divided by zero.");
        var negative = (numerator.Sign < 0) != (denominator.Sign < 0);
        var magnitude = numerator.IsZero ? 0.0 : DividePositive(BigInteger.Abs(numerator), BigInteger.Abs(denominator));
        return negative ? -magnitude : magnitude;
    }

    /// <summary>The double nearest to <paramref name="amount"/> / 10^<paramref name="decimals"/>, half to even, without allocating up to 27 decimals.</summary>
    /// <param name="amount">A raw token amount, such as a reserve.</param>
    /// <param name="decimals">The token's decimals, 0 to <see cref="MaxDecimals"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is negative or above <see cref="MaxDecimals"/>.</exception>
    public static double ByPowerOfTen(UInt128 amount, int decimals)
    {
        CheckDecimals(decimals);
        if (amount == UInt128.Zero) return 0.0;
        if (amount <= MaxExactInteger && decimals <= MaxExactDecimals) return (ulong)amount / ExactPowers[decimals];
        return decimals <= PowerOfFive.MaxExponent ? DivideByFives(amount, decimals) : DividePositive(amount, BigInteger.Pow(10, decimals));
    }

    /// <summary>The double nearest to <paramref name="amount"/> / 10^<paramref name="decimals"/>, half to even.</summary>
    /// <param name="amount">A raw token amount of any size and sign.</param>
    /// <param name="decimals">The token's decimals, 0 to <see cref="MaxDecimals"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is negative or above <see cref="MaxDecimals"/>.</exception>
    /// <exception cref="OverflowException">The result is larger than any finite double.</exception>
    public static double ByPowerOfTen(BigInteger amount, int decimals)
    {
        if (amount.Sign >= 0 && amount <= MaxUInt128) return ByPowerOfTen((UInt128)amount, decimals);
        CheckDecimals(decimals);
        return Divide(amount, BigInteger.Pow(10, decimals));
    }

    /// <summary>10^<paramref name="exponent"/>, 0 to 22, as the double that equals it.</summary>
    internal static double ExactPowerOfTen(int exponent) => ExactPowers[exponent];

    /// <summary>amount / (5^n * 2^n): the twos only move the exponent, the fives are one division of 127 by 64 bits.</summary>
    private static double DivideByFives(UInt128 amount, int decimals)
    {
        // Aligned to bit 126 the high half is below the divisor, so that the quotient fits 64 bits and has at least 62.
        var shift = (int)UInt128.LeadingZeroCount(amount) - 1;
        var lost = shift < 0 && ((ulong)amount & 1) != 0;
        var dividend = shift < 0 ? amount >> 1 : amount << shift;

        ref readonly var power = ref PowerOfFive.Of(decimals);
        var quotient = power.Divide((ulong)(dividend >> 64), (ulong)dividend, out var inexact);
        return DoubleBits.Compose(quotient, inexact || lost, power.Shift - shift - decimals);
    }

    private static double DividePositive(BigInteger numerator, BigInteger denominator)
    {
        if (numerator <= MaxExactInteger && denominator <= MaxExactInteger) return (double)numerator / (double)denominator;

        var shift = QuotientBits - (int)(numerator.GetBitLength() - denominator.GetBitLength());
        if (shift >= 0) numerator <<= shift;
        else denominator <<= -shift;

        var quotient = BigInteger.DivRem(numerator, denominator, out var remainder);
        return DoubleBits.Compose((ulong)quotient, !remainder.IsZero, -shift);
    }

    private static void CheckDecimals(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, MaxDecimals);
    }
}

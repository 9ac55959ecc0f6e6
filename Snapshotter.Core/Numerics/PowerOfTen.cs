using System.Numerics;

namespace Snapshotter.Core.Numerics;

/// <summary>10^n as a 128-bit number with the top bit set, rounded up, for each n that scales a double to 17 digits.</summary>
internal readonly struct PowerOfTen
{
    private const int MinExponent = -292;
    private const int MaxExponent = 324;

    private static readonly PowerOfTen[] All = [.. Enumerable.Range(MinExponent, MaxExponent - MinExponent + 1).Select(Build)];

    private readonly ulong _high;
    private readonly ulong _low;

    private PowerOfTen(UInt128 value)
    {
        _high = (ulong)(value >> 64);
        _low = (ulong)value;
    }

    /// <summary>The entry of 10^<paramref name="exponent"/>.</summary>
    public static ref readonly PowerOfTen Of(int exponent) => ref All[exponent - MinExponent];

    /// <summary>floor(log2(10^exponent)), by a fixed-point constant that is exact for all entries.</summary>
    public static int FloorLog2(int exponent) => (exponent * 1_741_647) >> 19;

    /// <summary>The product divided by 2^128, its last bit set when anything was cut off: enough to compare exactly.</summary>
    public ulong MultiplyRoundingToOdd(ulong factor)
    {
        var carry = Math.BigMul(_low, factor, out _);
        var high = Math.BigMul(_high, factor, out var low);
        low += carry;
        if (low < carry) high++;
        return low > 1 ? high | 1 : high;
    }

    private static PowerOfTen Build(int exponent)
    {
        var power = BigInteger.Pow(10, Math.Abs(exponent));
        var shift = 127 - FloorLog2(exponent);
        if (exponent < 0) return new PowerOfTen((UInt128)CeilingDivide(BigInteger.One << shift, power));
        return new PowerOfTen((UInt128)(shift >= 0 ? power << shift : CeilingDivide(power, BigInteger.One << -shift)));
    }

    private static BigInteger CeilingDivide(BigInteger numerator, BigInteger denominator) =>
        (numerator + denominator - 1) / denominator;
}

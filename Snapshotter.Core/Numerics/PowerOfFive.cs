using System.Numerics;

namespace Snapshotter.Core.Numerics;

/// <summary>
/// 5^n for each n that fits 64 bits, shifted left until the top bit is set, with the reciprocal that turns division by it
/// into a multiplication (Möller and Granlund, "Improved division by invariant integers", algorithm 4).
/// </summary>
internal readonly struct PowerOfFive
{
    /// <summary>The largest n whose 5^n fits 64 bits.</summary>
    public const int MaxExponent = 27;

    private static readonly PowerOfFive[] All = BuildAll();

    private readonly ulong _divisor;
    private readonly ulong _reciprocal;

    private PowerOfFive(ulong power)
    {
        Shift = BitOperations.LeadingZeroCount(power);
        _divisor = power << Shift;
        _reciprocal = (ulong)((UInt128.MaxValue / _divisor) - ((UInt128)1 << 64));
    }

    /// <summary>How far 5^n was shifted left.</summary>
    public int Shift { get; }

    /// <summary>The entry of 5^<paramref name="exponent"/>, 0 to <see cref="MaxExponent"/>.</summary>
    public static ref readonly PowerOfFive Of(int exponent) => ref All[exponent];

    /// <summary>Divides high * 2^64 + low by the shifted power; <paramref name="high"/> must be below 2^63.</summary>
    public ulong Divide(ulong high, ulong low, out bool inexact)
    {
        var estimate = Math.BigMul(_reciprocal, high, out var fraction);
        fraction += low;
        estimate += high + (fraction < low ? 1UL : 0UL) + 1;

        var remainder = low - (estimate * _divisor);
        if (remainder > fraction)
        {
            estimate--;
            remainder += _divisor;
        }

        if (remainder >= _divisor)
        {
            estimate++;
            remainder -= _divisor;
        }

        inexact = remainder != 0;
        return estimate;
    }

    private static PowerOfFive[] BuildAll()
    {
        var all = new PowerOfFive[MaxExponent + 1];
        var power = 1UL;
        for (var i = 0; i < all.Length; i++, power = unchecked(power * 5)) all[i] = new PowerOfFive(power);
        return all;
    }
}

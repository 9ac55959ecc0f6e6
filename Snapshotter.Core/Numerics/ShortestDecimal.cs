namespace Snapshotter.Core.Numerics;

/// <summary>
/// The shortest decimal that reads back as a given double, and of these the one closest to it (Raffaello Giulietti,
/// "The Schubfach way to render doubles"). The platform's own text will not do: for some powers of two, such as 2^-25, it is
/// one digit short and reads back as the neighbour.
/// </summary>
internal readonly struct ShortestDecimal
{
    private const int FractionBits = 52;
    private const int ExponentBias = 1075;
    private const ulong HiddenBit = 1UL << FractionBits;

    private ShortestDecimal(ulong digits, int exponent)
    {
        Digits = digits;
        Exponent = exponent;
    }

    /// <summary>The digits as an integer of up to 17 digits, which may end with zeros.</summary>
    public ulong Digits { get; }

    /// <summary>The power of ten they are multiplied with.</summary>
    public int Exponent { get; }

    /// <summary>The shortest decimal of a positive finite double.</summary>
    public static ShortestDecimal Of(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var biased = (int)(bits >> FractionBits);
        var fraction = bits & (HiddenBit - 1);
        var mantissa = biased == 0 ? fraction : fraction | HiddenBit;
        var exponent = Math.Max(biased, 1) - ExponentBias;

        // Below a power of two the neighbour is only half as far away.
        return Search(mantissa, exponent, lowerIsCloser: fraction == 0 && biased > 1);
    }

    private static ShortestDecimal Search(ulong mantissa, int exponent, bool lowerIsCloser)
    {
        // All quantities are scaled by 4 / 10^k, so that the neighbours' midpoints are integers and the value has 16 or 17 digits.
        var k = FloorLog10(exponent, lowerIsCloser);
        ref readonly var power = ref PowerOfTen.Of(-k);
        var shift = exponent + PowerOfTen.FloorLog2(-k) + 1;
        var lower = power.MultiplyRoundingToOdd(((4 * mantissa) - (lowerIsCloser ? 1UL : 2UL)) << shift);
        var scaled = power.MultiplyRoundingToOdd((4 * mantissa) << shift);
        var upper = power.MultiplyRoundingToOdd(((4 * mantissa) + 2) << shift);

        // A text half-way between two doubles is read as the even one.
        if ((mantissa & 1) != 0)
        {
            lower++;
            upper--;
        }

        var whole = scaled / 4;
        if (whole >= 10)
        {
            var tens = whole / 10;
            var downFits = lower <= 40 * tens;
            var upFits = (40 * tens) + 40 <= upper;
            if (downFits != upFits) return new ShortestDecimal(upFits ? tens + 1 : tens, k + 1);
        }

        return new ShortestDecimal(Nearest(whole, scaled, lower, upper), k);
    }

    private static ulong Nearest(ulong whole, ulong scaled, ulong lower, ulong upper)
    {
        var downFits = lower <= 4 * whole;
        var upFits = (4 * whole) + 4 <= upper;
        if (downFits != upFits) return upFits ? whole + 1 : whole;
        var middle = (4 * whole) + 2;
        return scaled > middle || (scaled == middle && (whole & 1) != 0) ? whole + 1 : whole;
    }

    /// <summary>floor(log10(2^exponent)), or of three quarters of it, by fixed-point constants that are exact for all doubles.</summary>
    private static int FloorLog10(int exponent, bool threeQuarters) => ((exponent * 1_262_611) - (threeQuarters ? 524_031 : 0)) >> 22;
}

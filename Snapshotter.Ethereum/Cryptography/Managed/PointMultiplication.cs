namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>Multiples of points other than the generator.</summary>
internal static class PointMultiplication
{
    private const int WindowWidth = 5;
    private const int Digits = 257;

    /// <summary>k·P for a secret k: the same doublings, sums and table reads whatever k is.</summary>
    /// <param name="point">The point P.</param>
    /// <param name="scalar">The multiplier k.</param>
    /// <param name="blind">A random number that is not zero; the result does not depend on it.</param>
    public static ProjectivePoint MultiplySecret(in AffinePoint point, in Scalar scalar, in FieldElement blind)
    {
        Span<ProjectivePoint> multiples = stackalloc ProjectivePoint[16];
        multiples[0] = ProjectivePoint.Infinity;
        multiples[1] = new ProjectivePoint(point).Blind(blind);
        for (var i = 2; i < multiples.Length; i++) multiples[i] = multiples[i - 1] + point;

        var result = ProjectivePoint.Infinity;
        for (var digit = 63; digit >= 0; digit--)
        {
            for (var i = 0; i < 4; i++) result = result.Double();
            result += Read(multiples, scalar.Digit(digit));
        }

        return result;
    }

    /// <summary>k·P for a public k, in a time that depends on k: signed digits of which at most every fifth is not zero (wNAF).</summary>
    public static ProjectivePoint MultiplyPublic(in AffinePoint point, in Scalar scalar)
    {
        Span<ProjectivePoint> odd = stackalloc ProjectivePoint[1 << (WindowWidth - 2)];
        odd[0] = new ProjectivePoint(point);
        var twice = odd[0].Double();
        for (var i = 1; i < odd.Length; i++) odd[i] = odd[i - 1] + twice;

        Span<sbyte> digits = stackalloc sbyte[Digits];
        var highest = Recode(scalar, digits);
        var result = ProjectivePoint.Infinity;
        for (var i = highest; i >= 0; i--)
        {
            if (i < highest) result = result.Double();
            if (digits[i] > 0) result += odd[digits[i] / 2];
            else if (digits[i] < 0) result += -odd[-digits[i] / 2];
        }

        return result;
    }

    private static ProjectivePoint Read(ReadOnlySpan<ProjectivePoint> multiples, ulong digit)
    {
        var entry = multiples[0];
        for (var i = 1; i < multiples.Length; i++) entry = ProjectivePoint.Select(Limbs.EqualMask(digit, (ulong)i), multiples[i], entry);
        return entry;
    }

    /// <returns>The position of the highest digit that is not zero, or -1.</returns>
    private static int Recode(in Scalar scalar, Span<sbyte> digits)
    {
        digits.Clear();
        var highest = -1;
        var carry = 0;
        for (var i = 0; i < Digits;)
        {
            if (scalar.Bits(i, 1) + carry != 1)
            {
                i++;
                continue;
            }

            var digit = scalar.Bits(i, WindowWidth) + carry;
            carry = digit >> (WindowWidth - 1);
            digits[i] = (sbyte)(digit - (carry << WindowWidth));
            highest = i;
            i += WindowWidth;
        }

        return highest;
    }
}

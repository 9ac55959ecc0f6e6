namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>
/// Multiples of the generator for every 4-bit digit of a scalar: 64 windows of d·16^i·G, d from 1 to 15 (60 KiB). A multiple of G
/// then takes 64 sums and no doubling. Built on first use, in some milliseconds.
/// </summary>
internal static class GeneratorTable
{
    private const int Windows = 64;
    private const int Entries = 15;

    private static readonly AffinePoint[] Table = Build();

    /// <summary>k·G. Every entry of a window is read and every sum is made, whatever k is.</summary>
    /// <param name="scalar">The multiplier k.</param>
    /// <param name="blind">A random number that is not zero; the result does not depend on it.</param>
    public static ProjectivePoint Multiply(in Scalar scalar, in FieldElement blind)
    {
        var result = ProjectivePoint.Infinity.Blind(blind);
        for (var window = 0; window < Windows; window++)
        {
            var digit = scalar.Digit(window);
            var entries = Table.AsSpan(window * Entries, Entries);
            var entry = entries[0];
            for (var i = 1; i < entries.Length; i++) entry = AffinePoint.Select(Limbs.EqualMask(digit, (ulong)i + 1), entries[i], entry);
            result = ProjectivePoint.Select(Limbs.EqualMask(digit, 0), result, result + entry);
        }

        return result;
    }

    private static AffinePoint[] Build()
    {
        var multiples = new ProjectivePoint[Windows * Entries];
        var step = new ProjectivePoint(AffinePoint.Generator);
        for (var window = 0; window < Windows; window++)
        {
            var multiple = step;
            for (var i = 0; i < Entries; i++)
            {
                multiples[(window * Entries) + i] = multiple;
                multiple += step;
            }

            step = multiple;
        }

        return ProjectivePoint.ToAffine(multiples);
    }
}

using System.Runtime.CompilerServices;

namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>A point of the curve y² = x³ + 7, never the one at infinity.</summary>
internal readonly struct AffinePoint
{
    public AffinePoint(in FieldElement x, in FieldElement y) => (X, Y) = (x, y);

    public FieldElement X { get; }

    public FieldElement Y { get; }

    /// <summary>The generator G (SEC 2, section 2.4.1).</summary>
    public static AffinePoint Generator => new(
        new FieldElement(0x59F2815B16F81798, 0x029BFCDB2DCE28D9, 0x55A06295CE870B07, 0x79BE667EF9DCBBAC),
        new FieldElement(0x9C47D08FFB10D4B8, 0xFD17B448A6855419, 0x5DA4FBFC0E1108A8, 0x483ADA7726A3C465));

    /// <summary>Reads two big-endian coordinates of 32 bytes.</summary>
    /// <returns>False when one is not below p, or the point is not on the curve.</returns>
    public static bool TryRead(ReadOnlySpan<byte> coordinates, out AffinePoint point)
    {
        var inField = FieldElement.TryRead(coordinates[..32], out var x) & FieldElement.TryRead(coordinates[32..], out var y);
        point = new AffinePoint(x, y);
        return inField && (y.Square() - RightSide(x)).IsZero;
    }

    /// <summary>The point with this x whose y has the given parity.</summary>
    /// <returns>False when no point has this x.</returns>
    public static bool TryLift(in FieldElement x, bool isOdd, out AffinePoint point)
    {
        var exists = RightSide(x).TrySquareRoot(out var y);
        point = new AffinePoint(x, y.IsOdd == isOdd ? y : -y);
        return exists;
    }

    /// <summary>Writes two big-endian coordinates of 32 bytes.</summary>
    public void WriteTo(Span<byte> coordinates)
    {
        X.WriteTo(coordinates[..32]);
        Y.WriteTo(coordinates[32..]);
    }

    /// <summary><paramref name="whenOne"/> for a mask of all ones, <paramref name="whenZero"/> for a mask of zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static AffinePoint Select(ulong mask, in AffinePoint whenOne, in AffinePoint whenZero) => new(
        FieldElement.Select(mask, whenOne.X, whenZero.X),
        FieldElement.Select(mask, whenOne.Y, whenZero.Y));

    private static FieldElement RightSide(in FieldElement x) => (x.Square() * x) + new FieldElement(7, 0, 0, 0);
}

using System.Runtime.CompilerServices;

namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>
/// A point (X : Y : Z) of y²z = x³ + 7z³, the one at infinity being (0 : 1 : 0). Sums and doubles are the complete formulas of
/// Renes, Costello and Batina (2015, section 4): right for every pair of points without one exception, so that a secret
/// multiplier never decides which steps are taken.
/// </summary>
internal readonly struct ProjectivePoint
{
    // Three times the curve's constant 7.
    private const ulong B3 = 21;

    private readonly FieldElement _x;
    private readonly FieldElement _y;
    private readonly FieldElement _z;

    private ProjectivePoint(in FieldElement x, in FieldElement y, in FieldElement z) => (_x, _y, _z) = (x, y, z);

    public ProjectivePoint(in AffinePoint point) => (_x, _y, _z) = (point.X, point.Y, FieldElement.One);

    public static ProjectivePoint Infinity => new(FieldElement.Zero, FieldElement.One, FieldElement.Zero);

    public bool IsInfinity => _z.IsZero;

    public static ProjectivePoint operator +(in ProjectivePoint a, in ProjectivePoint b)
    {
        var xx = a._x * b._x;
        var yy = a._y * b._y;
        var zz = a._z * b._z;
        var xy = ((a._x + a._y) * (b._x + b._y)) - (xx + yy);
        var yz = ((a._y + a._z) * (b._y + b._z)) - (yy + zz);
        var xz = ((a._x + a._z) * (b._x + b._z)) - (xx + zz);
        return Combine(xx, yy, zz * B3, xy, yz, xz);
    }

    public static ProjectivePoint operator +(in ProjectivePoint a, in AffinePoint b)
    {
        var xx = a._x * b.X;
        var yy = a._y * b.Y;
        var xy = ((a._x + a._y) * (b.X + b.Y)) - (xx + yy);
        var yz = a._y + (b.Y * a._z);
        var xz = a._x + (b.X * a._z);
        return Combine(xx, yy, a._z * B3, xy, yz, xz);
    }

    public static ProjectivePoint operator -(in ProjectivePoint a) => new(a._x, -a._y, a._z);

    public ProjectivePoint Double()
    {
        var yy = _y.Square();
        var zz3 = _z.Square() * B3;
        var difference = yy - (zz3 * 3);
        return new ProjectivePoint(
            _x * _y * difference * 2,
            (difference * (yy + zz3)) + (yy * zz3 * 8),
            yy * (_y * _z) * 8);
    }

    /// <summary>The same point with its coordinates scaled by a number that is not zero: an observer cannot foretell them.</summary>
    public ProjectivePoint Blind(in FieldElement factor) => new(_x * factor, _y * factor, _z * factor);

    /// <summary>The affine point; of the point at infinity, which has none, (0, 0).</summary>
    public AffinePoint ToAffine()
    {
        var inverse = _z.Invert();
        return new AffinePoint(_x * inverse, _y * inverse);
    }

    /// <summary>The affine points of points of which none is at infinity, with one inversion for all (Montgomery's trick).</summary>
    public static AffinePoint[] ToAffine(ReadOnlySpan<ProjectivePoint> points)
    {
        // Each entry first holds the product of all z before it.
        var products = new FieldElement[points.Length];
        var product = FieldElement.One;
        for (var i = 0; i < points.Length; i++)
        {
            products[i] = product;
            product *= points[i]._z;
        }

        var affine = new AffinePoint[points.Length];
        var inverse = product.Invert();
        for (var i = points.Length - 1; i >= 0; i--)
        {
            var inverseZ = inverse * products[i];
            affine[i] = new AffinePoint(points[i]._x * inverseZ, points[i]._y * inverseZ);
            inverse *= points[i]._z;
        }

        return affine;
    }

    /// <summary><paramref name="whenOne"/> for a mask of all ones, <paramref name="whenZero"/> for a mask of zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ProjectivePoint Select(ulong mask, in ProjectivePoint whenOne, in ProjectivePoint whenZero) => new(
        FieldElement.Select(mask, whenOne._x, whenZero._x),
        FieldElement.Select(mask, whenOne._y, whenZero._y),
        FieldElement.Select(mask, whenOne._z, whenZero._z));

    // The common end of both sums, over the products x1x2, y1y2, 3b·z1z2 and the cross sums x1y2 + x2y1 and so on.
    private static ProjectivePoint Combine(
        in FieldElement xx,
        in FieldElement yy,
        in FieldElement zz3,
        in FieldElement xy,
        in FieldElement yz,
        in FieldElement xz)
    {
        var difference = yy - zz3;
        var sum = yy + zz3;
        var xx3 = xx * 3;
        var xz3 = xz * B3;
        return new ProjectivePoint(
            (xy * difference) - (yz * xz3),
            (sum * difference) + (xx3 * xz3),
            (yz * sum) + (xx3 * xy));
    }
}

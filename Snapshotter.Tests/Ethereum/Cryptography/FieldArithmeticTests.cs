using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Snapshotter.Ethereum.Cryptography.Managed;

namespace Snapshotter.Tests.Ethereum.Cryptography;

/// <summary>The managed limbs against BigInteger, with a liking for numbers next to the moduli and to powers of two.</summary>
public class FieldArithmeticTests
{
    private static readonly BigInteger P = Parse("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F");
    private static readonly BigInteger N = Parse("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141");
    private static readonly BigInteger Limit = BigInteger.One << 256;
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(3000);

    private static Gen<BigInteger> Numbers => Gen.OneOf(
        Gen.Choose(0, 255).ArrayOf(32).Select(bytes => ToNumber(bytes.Select(b => (byte)b).ToArray())),
        from edge in Gen.Elements(BigInteger.Zero, P, N, N / 2, Limit, P - N)
        from offset in Gen.Choose(-3, 3)
        select Mod(edge + offset, Limit),
        from bit in Gen.Choose(0, 255)
        from offset in Gen.Choose(-1, 1)
        select Mod((BigInteger.One << bit) + offset, Limit),
        from limbs in Gen.Elements(0UL, 1UL, ulong.MaxValue, 0x1000003D1UL, 1UL << 63).ArrayOf(4)
        select limbs.Aggregate(BigInteger.Zero, (sum, limb) => (sum << 64) | limb));

    [Fact]
    public void Field_sums_differences_and_products_match_big_integers() => Check.One(Thorough, Pairs((a, b) =>
    {
        FieldElement x = Field(a), y = Field(b);
        Value(x + y).Should().Be((a + b) % P);
        Value(x - y).Should().Be(Mod(a - b, P));
        Value(-x).Should().Be(Mod(-a, P));
        Value(x * y).Should().Be(a * b % P);
        Value(x * 21).Should().Be(a * 21 % P);
        Value(x * ulong.MaxValue).Should().Be(a * ulong.MaxValue % P);
        x.IsZero.Should().Be(a % P == 0);
        x.IsOdd.Should().Be(!(a % P).IsEven);
    }));

    [Fact]
    public void Field_inverses_and_square_roots_match_big_integers() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Pairs((a, _) =>
    {
        var x = Field(a);
        Value(x.Invert()).Should().Be(BigInteger.ModPow(a, P - 2, P));
        var isSquare = a % P == 0 || BigInteger.ModPow(a, (P - 1) / 2, P).IsOne;
        x.TrySquareRoot(out var root).Should().Be(isSquare);
        if (isSquare) (Value(root) * Value(root) % P).Should().Be(a % P);
    }));

    [Fact]
    public void Scalar_sums_negations_and_products_match_big_integers() => Check.One(Thorough, Pairs((a, b) =>
    {
        Scalar x = ToScalar(a), y = ToScalar(b);
        Value(x + y).Should().Be((a + b) % N);
        Value(-x).Should().Be(Mod(-a, N));
        Value(x * y).Should().Be(a * b % N);
        x.IsZero.Should().Be(a % N == 0);
        x.IsHigh.Should().Be(a % N > N / 2);
        Scalar.TryRead(ToBytes(a), out _).Should().Be(a < N);
    }));

    [Fact]
    public void Scalar_inverses_and_digits_match_big_integers() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Pairs((a, b) =>
    {
        var x = ToScalar(a);
        Value(x.Invert()).Should().Be(BigInteger.ModPow(a, N - 2, N));
        var position = (int)(b % 256);
        x.Bits(position, 5).Should().Be((int)((a % N >> position) & 31));
        x.Digit(position / 4).Should().Be((ulong)((a % N >> (position / 4 * 4)) & 15));
    }));

    [Fact]
    public void Points_multiply_alike_by_table_by_window_and_by_signed_digits() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Pairs((a, b) =>
    {
        var scalar = ToScalar(a);
        var blind = b % P == 0 ? FieldElement.One : Field(b);
        var byTable = GeneratorTable.Multiply(scalar, blind);
        var byWindow = PointMultiplication.MultiplySecret(AffinePoint.Generator, scalar, blind);
        var byDigits = PointMultiplication.MultiplyPublic(AffinePoint.Generator, scalar);
        byTable.IsInfinity.Should().Be(scalar.IsZero);
        byWindow.IsInfinity.Should().Be(scalar.IsZero);
        byDigits.IsInfinity.Should().Be(scalar.IsZero);

        var coordinates = Coordinates(byTable);
        Coordinates(byWindow).Should().Equal(coordinates);
        Coordinates(byDigits).Should().Equal(coordinates);
        if (!scalar.IsZero) AffinePoint.TryRead(coordinates, out _).Should().BeTrue();
    }));

    private static Property Pairs(Action<BigInteger, BigInteger> check) =>
        Prop.ForAll(Numbers.Two().ToArbitrary(), pair => check(pair.Item1, pair.Item2));

    private static byte[] Coordinates(ProjectivePoint point)
    {
        var bytes = new byte[64];
        point.ToAffine().WriteTo(bytes);
        return bytes;
    }

    private static FieldElement Field(BigInteger value) => FieldElement.ReadModulo(ToBytes(value));

    private static Scalar ToScalar(BigInteger value) => Scalar.ReadModulo(ToBytes(value));

    private static BigInteger Value(FieldElement element)
    {
        var bytes = new byte[32];
        element.WriteTo(bytes);
        return ToNumber(bytes);
    }

    private static BigInteger Value(Scalar scalar)
    {
        var bytes = new byte[32];
        scalar.WriteTo(bytes);
        return ToNumber(bytes);
    }

    private static byte[] ToBytes(BigInteger value)
    {
        var bytes = new byte[32];
        var digits = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        digits.CopyTo(bytes, bytes.Length - digits.Length);
        return bytes;
    }

    private static BigInteger ToNumber(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static BigInteger Mod(BigInteger value, BigInteger modulus) => ((value % modulus) + modulus) % modulus;

    private static BigInteger Parse(string hex) => BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

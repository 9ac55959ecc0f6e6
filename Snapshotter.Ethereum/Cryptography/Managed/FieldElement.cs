using System.Runtime.CompilerServices;

namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>
/// A number modulo the curve's prime p = 2^256 - 2^32 - 977 (SEC 2, section 2.4.1). Between operations a value is only kept
/// below 2^256, not below p; <see cref="WriteTo"/> and the comparisons reduce it fully. No operation branches on a value.
/// </summary>
internal readonly struct FieldElement
{
    // 2^256 modulo p: what a carry out of the fourth limb is worth.
    private const ulong Fold = 0x1000003D1;
    private const ulong P0 = 0xFFFFFFFEFFFFFC2F;
    private const ulong PHigh = ulong.MaxValue;

    private readonly ulong _n0;
    private readonly ulong _n1;
    private readonly ulong _n2;
    private readonly ulong _n3;

    public FieldElement(ulong n0, ulong n1, ulong n2, ulong n3) => (_n0, _n1, _n2, _n3) = (n0, n1, n2, n3);

    public static FieldElement Zero => default;

    public static FieldElement One => new(1, 0, 0, 0);

    public bool IsZero
    {
        get
        {
            var v = Reduced();
            return (v._n0 | v._n1 | v._n2 | v._n3) == 0;
        }
    }

    public bool IsOdd => (Reduced()._n0 & 1) == 1;

    /// <summary>Reads 32 big-endian bytes.</summary>
    /// <returns>False when the number is not below p.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FieldElement element)
    {
        element = new FieldElement(Limbs.Read(bytes, 0), Limbs.Read(bytes, 1), Limbs.Read(bytes, 2), Limbs.Read(bytes, 3));
        element.SubtractPrime(out var borrow);
        return borrow == 1;
    }

    /// <summary>The number that 32 big-endian bytes stand for, modulo p.</summary>
    public static FieldElement ReadModulo(ReadOnlySpan<byte> bytes) =>
        new(Limbs.Read(bytes, 0), Limbs.Read(bytes, 1), Limbs.Read(bytes, 2), Limbs.Read(bytes, 3));

    /// <summary>Writes the number below p as 32 big-endian bytes.</summary>
    public void WriteTo(Span<byte> bytes)
    {
        var v = Reduced();
        Limbs.Write(bytes, 0, v._n0);
        Limbs.Write(bytes, 1, v._n1);
        Limbs.Write(bytes, 2, v._n2);
        Limbs.Write(bytes, 3, v._n3);
    }

    public static FieldElement operator +(in FieldElement a, in FieldElement b)
    {
        ulong carry = 0;
        var n0 = Limbs.Add(a._n0, b._n0, ref carry);
        var n1 = Limbs.Add(a._n1, b._n1, ref carry);
        var n2 = Limbs.Add(a._n2, b._n2, ref carry);
        var n3 = Limbs.Add(a._n3, b._n3, ref carry);
        return FoldCarry(n0, n1, n2, n3, carry);
    }

    public static FieldElement operator -(in FieldElement a, in FieldElement b)
    {
        ulong borrow = 0;
        var n0 = Limbs.Subtract(a._n0, b._n0, ref borrow);
        var n1 = Limbs.Subtract(a._n1, b._n1, ref borrow);
        var n2 = Limbs.Subtract(a._n2, b._n2, ref borrow);
        var n3 = Limbs.Subtract(a._n3, b._n3, ref borrow);

        // A borrow added 2^256 too much. Taking it away can borrow once more, and then never again.
        for (var i = 0; i < 2; i++)
        {
            var fold = Fold & (0 - borrow);
            borrow = 0;
            n0 = Limbs.Subtract(n0, fold, ref borrow);
            n1 = Limbs.Subtract(n1, 0, ref borrow);
            n2 = Limbs.Subtract(n2, 0, ref borrow);
            n3 = Limbs.Subtract(n3, 0, ref borrow);
        }

        return new FieldElement(n0, n1, n2, n3);
    }

    public static FieldElement operator -(in FieldElement a) => Zero - a;

    public static FieldElement operator *(in FieldElement a, ulong b)
    {
        ulong carry = 0;
        var n0 = Limbs.MultiplyAdd(a._n0, b, 0, ref carry);
        var n1 = Limbs.MultiplyAdd(a._n1, b, 0, ref carry);
        var n2 = Limbs.MultiplyAdd(a._n2, b, 0, ref carry);
        var n3 = Limbs.MultiplyAdd(a._n3, b, 0, ref carry);
        return FoldCarry(n0, n1, n2, n3, carry);
    }

    public static FieldElement operator *(in FieldElement a, in FieldElement b)
    {
        Limbs.Multiply(
            a._n0, a._n1, a._n2, a._n3,
            b._n0, b._n1, b._n2, b._n3,
            out var r0, out var r1, out var r2, out var r3, out var r4, out var r5, out var r6, out var r7);
        ulong carry = 0;
        r0 = Limbs.MultiplyAdd(r4, Fold, r0, ref carry);
        r1 = Limbs.MultiplyAdd(r5, Fold, r1, ref carry);
        r2 = Limbs.MultiplyAdd(r6, Fold, r2, ref carry);
        r3 = Limbs.MultiplyAdd(r7, Fold, r3, ref carry);
        return FoldCarry(r0, r1, r2, r3, carry);
    }

    public FieldElement Square() => this * this;

    /// <summary>1/a, and 0 for 0: a^(p-2) by Fermat.</summary>
    public FieldElement Invert()
    {
        var chain = new PowerChain(this);
        var t = SquareTimes(chain.X223, 23) * chain.X22;
        t = SquareTimes(t, 5) * this;
        t = SquareTimes(t, 3) * chain.X2;
        return SquareTimes(t, 2) * this;
    }

    /// <summary>A square root, if there is one: a^((p+1)/4), as p is 3 modulo 4.</summary>
    /// <returns>False when the number is no square.</returns>
    public bool TrySquareRoot(out FieldElement root)
    {
        var chain = new PowerChain(this);
        var t = SquareTimes(chain.X223, 23) * chain.X22;
        root = SquareTimes(SquareTimes(t, 6) * chain.X2, 2);
        return (root.Square() - this).IsZero;
    }

    /// <summary><paramref name="whenOne"/> for a mask of all ones, <paramref name="whenZero"/> for a mask of zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FieldElement Select(ulong mask, in FieldElement whenOne, in FieldElement whenZero) => new(
        Limbs.Select(mask, whenOne._n0, whenZero._n0),
        Limbs.Select(mask, whenOne._n1, whenZero._n1),
        Limbs.Select(mask, whenOne._n2, whenZero._n2),
        Limbs.Select(mask, whenOne._n3, whenZero._n3));

    // A carry of at most 2^64 - 1 folds in twice at most: the second time the number is so small that nothing overflows.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static FieldElement FoldCarry(ulong n0, ulong n1, ulong n2, ulong n3, ulong carry)
    {
        ulong high = 0;
        n0 = Limbs.MultiplyAdd(carry, Fold, n0, ref high);
        carry = 0;
        n1 = Limbs.Add(n1, high, ref carry);
        n2 = Limbs.Add(n2, 0, ref carry);
        n3 = Limbs.Add(n3, 0, ref carry);

        var fold = Fold & (0 - carry);
        carry = 0;
        n0 = Limbs.Add(n0, fold, ref carry);
        n1 = Limbs.Add(n1, 0, ref carry);
        return new FieldElement(n0, n1, n2, n3);
    }

    private static FieldElement SquareTimes(FieldElement a, int times)
    {
        for (var i = 0; i < times; i++) a = a.Square();
        return a;
    }

    private FieldElement Reduced()
    {
        var reduced = SubtractPrime(out var borrow);
        return Select(0 - borrow, this, reduced);
    }

    private FieldElement SubtractPrime(out ulong borrow)
    {
        borrow = 0;
        var n0 = Limbs.Subtract(_n0, P0, ref borrow);
        var n1 = Limbs.Subtract(_n1, PHigh, ref borrow);
        var n2 = Limbs.Subtract(_n2, PHigh, ref borrow);
        var n3 = Limbs.Subtract(_n3, PHigh, ref borrow);
        return new FieldElement(n0, n1, n2, n3);
    }

    // Both exponents are long runs of ones; Xk is the power 2^k - 1. The runs of p-2 and (p+1)/4 are 223 and 22 bits.
    private readonly struct PowerChain
    {
        public PowerChain(in FieldElement a)
        {
            X2 = a.Square() * a;
            var x3 = X2.Square() * a;
            var x6 = SquareTimes(x3, 3) * x3;
            var x9 = SquareTimes(x6, 3) * x3;
            var x11 = SquareTimes(x9, 2) * X2;
            X22 = SquareTimes(x11, 11) * x11;
            var x44 = SquareTimes(X22, 22) * X22;
            var x88 = SquareTimes(x44, 44) * x44;
            var x176 = SquareTimes(x88, 88) * x88;
            var x220 = SquareTimes(x176, 44) * x44;
            X223 = SquareTimes(x220, 3) * x3;
        }

        public FieldElement X2 { get; }

        public FieldElement X22 { get; }

        public FieldElement X223 { get; }
    }
}

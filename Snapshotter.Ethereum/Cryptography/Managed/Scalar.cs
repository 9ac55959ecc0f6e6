using System.Runtime.CompilerServices;

namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>
/// A number below the group's order n (SEC 2, section 2.4.1), always fully reduced. No operation branches on a value.
/// </summary>
internal readonly struct Scalar
{
    private const ulong N0 = 0xBFD25E8CD0364141;
    private const ulong N1 = 0xBAAEDCE6AF48A03B;
    private const ulong N2 = 0xFFFFFFFFFFFFFFFE;
    private const ulong N3 = ulong.MaxValue;

    // 2^256 - n, 129 bits: what a carry out of the fourth limb is worth.
    private const ulong Fold0 = 0x402DA1732FC9BEBF;
    private const ulong Fold1 = 0x4551231950B75FC4;
    private const ulong Fold2 = 1;

    private readonly ulong _n0;
    private readonly ulong _n1;
    private readonly ulong _n2;
    private readonly ulong _n3;

    private Scalar(ulong n0, ulong n1, ulong n2, ulong n3) => (_n0, _n1, _n2, _n3) = (n0, n1, n2, n3);

    public bool IsZero => (_n0 | _n1 | _n2 | _n3) == 0;

    /// <summary>Whether the number is above n/2: the half of a signature's s that Ethereum refuses (EIP-2).</summary>
    public bool IsHigh
    {
        get
        {
            ulong borrow = 0;
            Limbs.Subtract(0xDFE92F46681B20A0, _n0, ref borrow);
            Limbs.Subtract(0x5D576E7357A4501D, _n1, ref borrow);
            Limbs.Subtract(ulong.MaxValue, _n2, ref borrow);
            Limbs.Subtract(0x7FFFFFFFFFFFFFFF, _n3, ref borrow);
            return borrow == 1;
        }
    }

    /// <summary>Reads 32 big-endian bytes.</summary>
    /// <returns>False when the number is not below n.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Scalar scalar)
    {
        scalar = Reduce(Limbs.Read(bytes, 0), Limbs.Read(bytes, 1), Limbs.Read(bytes, 2), Limbs.Read(bytes, 3), 0, out var wasReduced);
        return !wasReduced;
    }

    /// <summary>The number that 32 big-endian bytes stand for, modulo n.</summary>
    public static Scalar ReadModulo(ReadOnlySpan<byte> bytes) =>
        Reduce(Limbs.Read(bytes, 0), Limbs.Read(bytes, 1), Limbs.Read(bytes, 2), Limbs.Read(bytes, 3), 0, out _);

    /// <summary>Writes 32 big-endian bytes.</summary>
    public void WriteTo(Span<byte> bytes)
    {
        Limbs.Write(bytes, 0, _n0);
        Limbs.Write(bytes, 1, _n1);
        Limbs.Write(bytes, 2, _n2);
        Limbs.Write(bytes, 3, _n3);
    }

    /// <summary>The four bits at <c>4·index</c>, counted from the least significant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Digit(int index)
    {
        return (Limb(index >> 4) >> ((index & 15) * 4)) & 15;
    }

    /// <summary>At most eight bits from <paramref name="position"/> on, counted from the least significant; zeros beyond the highest.</summary>
    public int Bits(int position, int count)
    {
        var bits = (Limb(position >> 6) >> (position & 63)) | (Limb((position >> 6) + 1) << 1 << (63 - (position & 63)));
        return (int)(bits & ((1UL << count) - 1));
    }

    public static Scalar operator +(in Scalar a, in Scalar b)
    {
        ulong carry = 0;
        var n0 = Limbs.Add(a._n0, b._n0, ref carry);
        var n1 = Limbs.Add(a._n1, b._n1, ref carry);
        var n2 = Limbs.Add(a._n2, b._n2, ref carry);
        var n3 = Limbs.Add(a._n3, b._n3, ref carry);
        return Reduce(n0, n1, n2, n3, carry, out _);
    }

    public static Scalar operator -(in Scalar a)
    {
        ulong borrow = 0;
        var n0 = Limbs.Subtract(N0, a._n0, ref borrow);
        var n1 = Limbs.Subtract(N1, a._n1, ref borrow);
        var n2 = Limbs.Subtract(N2, a._n2, ref borrow);
        var n3 = Limbs.Subtract(N3, a._n3, ref borrow);
        var mask = ~Limbs.EqualMask(a._n0 | a._n1 | a._n2 | a._n3, 0);
        return new Scalar(n0 & mask, n1 & mask, n2 & mask, n3 & mask);
    }

    public static Scalar operator *(in Scalar a, in Scalar b)
    {
        Limbs.Multiply(
            a._n0, a._n1, a._n2, a._n3,
            b._n0, b._n1, b._n2, b._n3,
            out var r0, out var r1, out var r2, out var r3, out var r4, out var r5, out var r6, out var r7);

        // Each pass replaces the limbs above 2^256 by their worth: of 512 bits at most 386 are left, then 260, then 257.
        FoldFour(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, r7);
        FoldThree(ref r0, ref r1, ref r2, ref r3, ref r4, r5, r6);
        var carry = FoldOne(ref r0, ref r1, ref r2, ref r3, r4);
        return Reduce(r0, r1, r2, r3, carry, out _);
    }

    /// <summary>1/a, and 0 for 0: a^(n-2) by Fermat, with the same steps for every a.</summary>
    public Scalar Invert()
    {
        Span<Scalar> powers = stackalloc Scalar[16];
        powers[0] = new Scalar(1, 0, 0, 0);
        for (var i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * this;

        // The exponent is public, so its digits may choose the multiplier.
        var exponent = new Scalar(N0 - 2, N1, N2, N3);
        var result = powers[(int)exponent.Digit(63)];
        for (var i = 62; i >= 0; i--)
        {
            for (var square = 0; square < 4; square++) result *= result;
            result *= powers[(int)exponent.Digit(i)];
        }

        return result;
    }

    /// <summary><paramref name="whenOne"/> for a mask of all ones, <paramref name="whenZero"/> for a mask of zero.</summary>
    public static Scalar Select(ulong mask, in Scalar whenOne, in Scalar whenZero) => new(
        Limbs.Select(mask, whenOne._n0, whenZero._n0),
        Limbs.Select(mask, whenOne._n1, whenZero._n1),
        Limbs.Select(mask, whenOne._n2, whenZero._n2),
        Limbs.Select(mask, whenOne._n3, whenZero._n3));

    private ulong Limb(int index) => index switch { 0 => _n0, 1 => _n1, 2 => _n2, 3 => _n3, _ => 0 };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldFour(
        ref ulong r0, ref ulong r1, ref ulong r2, ref ulong r3, ref ulong r4, ref ulong r5, ref ulong r6, ulong r7)
    {
        var (h0, h1, h2, h3) = (r4, r5, r6, r7);
        r4 = FoldOne(ref r0, ref r1, ref r2, ref r3, h0);
        r5 = FoldOne(ref r1, ref r2, ref r3, ref r4, h1);
        r6 = FoldOne(ref r2, ref r3, ref r4, ref r5, h2);
        FoldOne(ref r3, ref r4, ref r5, ref r6, h3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FoldThree(ref ulong r0, ref ulong r1, ref ulong r2, ref ulong r3, ref ulong r4, ulong h1, ulong h2)
    {
        var h0 = r4;
        ulong zero = 0;
        r4 = FoldOne(ref r0, ref r1, ref r2, ref r3, h0);
        FoldOne(ref r1, ref r2, ref r3, ref r4, h1);
        FoldOne(ref r2, ref r3, ref r4, ref zero, h2);
    }

    // Adds limb·(2^256 - n) to four limbs; returns the carry out of them, 0 or 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FoldOne(ref ulong r0, ref ulong r1, ref ulong r2, ref ulong r3, ulong limb)
    {
        ulong carry = 0;
        r0 = Limbs.MultiplyAdd(limb, Fold0, r0, ref carry);
        r1 = Limbs.MultiplyAdd(limb, Fold1, r1, ref carry);
        r2 = Limbs.MultiplyAdd(limb, Fold2, r2, ref carry);
        var high = carry;
        carry = 0;
        r3 = Limbs.Add(r3, high, ref carry);
        return carry;
    }

    // For a number below 2n, given as four limbs and a carry.
    private static Scalar Reduce(ulong n0, ulong n1, ulong n2, ulong n3, ulong carry, out bool wasReduced)
    {
        ulong borrow = 0;
        var r0 = Limbs.Subtract(n0, N0, ref borrow);
        var r1 = Limbs.Subtract(n1, N1, ref borrow);
        var r2 = Limbs.Subtract(n2, N2, ref borrow);
        var r3 = Limbs.Subtract(n3, N3, ref borrow);
        var mask = 0 - (carry | (1 - borrow));
        wasReduced = mask != 0;
        return new Scalar(
            Limbs.Select(mask, r0, n0),
            Limbs.Select(mask, r1, n1),
            Limbs.Select(mask, r2, n2),
            Limbs.Select(mask, r3, n3));
    }
}

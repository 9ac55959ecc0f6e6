using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Snapshotter.Ethereum.Cryptography.Managed;

/// <summary>
/// Arithmetic on 256-bit numbers held as four 64-bit limbs, least significant first. Nothing here branches on a value:
/// carries are computed, not tested.
/// </summary>
internal static class Limbs
{
    /// <summary>The low half of <c>a·b + addend + carry</c>; the high half becomes the new carry. It cannot overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong a, ulong b, ulong addend, ref ulong carry)
    {
        var high = MultiplyHigh(a, b);
        var low = (a * b) + addend;
        high += IsLess(low, addend);
        low += carry;
        high += IsLess(low, carry);
        carry = high;
        return low;
    }

    /// <summary>The 512-bit product of two numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        ulong a0, ulong a1, ulong a2, ulong a3,
        ulong b0, ulong b1, ulong b2, ulong b3,
        out ulong r0, out ulong r1, out ulong r2, out ulong r3, out ulong r4, out ulong r5, out ulong r6, out ulong r7)
    {
        ulong carry = 0;
        r0 = MultiplyAdd(a0, b0, 0, ref carry);
        r1 = MultiplyAdd(a0, b1, 0, ref carry);
        r2 = MultiplyAdd(a0, b2, 0, ref carry);
        r3 = MultiplyAdd(a0, b3, 0, ref carry);
        r4 = carry;

        carry = 0;
        r1 = MultiplyAdd(a1, b0, r1, ref carry);
        r2 = MultiplyAdd(a1, b1, r2, ref carry);
        r3 = MultiplyAdd(a1, b2, r3, ref carry);
        r4 = MultiplyAdd(a1, b3, r4, ref carry);
        r5 = carry;

        carry = 0;
        r2 = MultiplyAdd(a2, b0, r2, ref carry);
        r3 = MultiplyAdd(a2, b1, r3, ref carry);
        r4 = MultiplyAdd(a2, b2, r4, ref carry);
        r5 = MultiplyAdd(a2, b3, r5, ref carry);
        r6 = carry;

        carry = 0;
        r3 = MultiplyAdd(a3, b0, r3, ref carry);
        r4 = MultiplyAdd(a3, b1, r4, ref carry);
        r5 = MultiplyAdd(a3, b2, r5, ref carry);
        r6 = MultiplyAdd(a3, b3, r6, ref carry);
        r7 = carry;
    }

    /// <summary><c>a + b + carry</c>, with the new carry of 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b, ref ulong carry)
    {
        var sum = a + b;
        var overflow = IsLess(sum, a);
        var total = sum + carry;
        carry = overflow + IsLess(total, sum);
        return total;
    }

    /// <summary><c>a - b - borrow</c>, with the new borrow of 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Subtract(ulong a, ulong b, ref ulong borrow)
    {
        var difference = a - b;
        var underflow = IsLess(a, b);
        var total = difference - borrow;
        borrow = underflow + IsLess(difference, borrow);
        return total;
    }

    /// <summary><paramref name="whenOne"/> for a mask of all ones, <paramref name="whenZero"/> for a mask of zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Select(ulong mask, ulong whenOne, ulong whenZero) => whenZero ^ (mask & (whenOne ^ whenZero));

    /// <summary>All ones when the numbers are equal, zero otherwise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualMask(ulong a, ulong b)
    {
        var difference = a ^ b;
        return ((difference | (0 - difference)) >> 63) - 1;
    }

    /// <summary>Limb <paramref name="index"/>, counted from the least significant, of 32 big-endian bytes.</summary>
    public static ulong Read(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt64BigEndian(bytes[(24 - (8 * index))..]);

    /// <summary>Writes limb <paramref name="index"/>, counted from the least significant, of 32 big-endian bytes.</summary>
    public static void Write(Span<byte> bytes, int index, ulong limb) => BinaryPrimitives.WriteUInt64BigEndian(bytes[(24 - (8 * index))..], limb);

    // Math.BigMul hands its low half over in memory; computing that half again is nearly twice as fast.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : Math.BigMul(a, b, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong IsLess(ulong a, ulong b) => a < b ? 1UL : 0UL;
}

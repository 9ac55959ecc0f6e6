using System.Buffers.Binary;
using System.Runtime.CompilerServices;

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
        var high = Math.BigMul(a, b, out var low);
        low += addend;
        high += IsLess(low, addend);
        low += carry;
        high += IsLess(low, carry);
        carry = high;
        return low;
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong IsLess(ulong a, ulong b) => a < b ? 1UL : 0UL;
}

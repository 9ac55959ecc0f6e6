namespace Snapshotter.Ethereum.Cryptography;

/// <summary>
/// The DER encoding of r and s (RFC 3279, section 2.2.3), read strictly: one encoding per signature, so a signature cannot be
/// changed in transit without becoming another one.
/// </summary>
public static class DerSignature
{
    private const byte SequenceTag = 0x30;
    private const byte IntegerTag = 0x02;
    private const int HeaderSize = 2;
    private const int NumberSize = 32;

    /// <summary>The longest encoding: two integers of 33 bytes, each with a header, in a sequence.</summary>
    private const int MaxSize = HeaderSize + (2 * (HeaderSize + NumberSize + 1));

    /// <summary>Reads a signature.</summary>
    /// <param name="der">The encoding, all of it.</param>
    /// <param name="compact">Where r and s go: 64 bytes.</param>
    /// <returns>False when the encoding is not canonical or a number is negative, zero or longer than 32 bytes.</returns>
    public static bool TryDecode(ReadOnlySpan<byte> der, Span<byte> compact)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(compact.Length, Signature.CompactSize);
        if (der.Length is < HeaderSize or > MaxSize || der[0] != SequenceTag || der[1] != der.Length - HeaderSize) return false;
        var numbers = der[HeaderSize..];
        return TryReadNumber(ref numbers, compact[..NumberSize])
            && TryReadNumber(ref numbers, compact[NumberSize..Signature.CompactSize])
            && numbers.IsEmpty;
    }

    /// <summary>Writes r and s.</summary>
    /// <param name="compact">r and s, 32 bytes each, big-endian.</param>
    /// <exception cref="ArgumentException"><paramref name="compact"/> has another length than 64 bytes.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> compact)
    {
        if (compact.Length != Signature.CompactSize) throw new ArgumentException($"r and s have {Signature.CompactSize} bytes together, not {compact.Length}.", nameof(compact));
        byte[] r = EncodeNumber(compact[..NumberSize]);
        byte[] s = EncodeNumber(compact[NumberSize..]);
        return [SequenceTag, (byte)(r.Length + s.Length), .. r, .. s];
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> rest, Span<byte> number)
    {
        if (rest.Length < HeaderSize || rest[0] != IntegerTag) return false;
        int length = rest[1];
        if (length is 0 or > NumberSize + 1 || length > rest.Length - HeaderSize) return false;

        var digits = rest.Slice(HeaderSize, length);
        rest = rest[(HeaderSize + length)..];
        if ((digits[0] & 0x80) != 0) return false;
        if (digits[0] == 0)
        {
            // A zero byte stands before a number whose first bit would else read as a minus sign, and nowhere else.
            if (length == 1 || (digits[1] & 0x80) == 0) return false;
            digits = digits[1..];
        }

        if (digits.Length > NumberSize) return false;
        number.Clear();
        digits.CopyTo(number[(NumberSize - digits.Length)..]);
        return true;
    }

    private static byte[] EncodeNumber(ReadOnlySpan<byte> number)
    {
        var digits = number.TrimStart((byte)0);
        return digits.IsEmpty || (digits[0] & 0x80) != 0
            ? [IntegerTag, (byte)(digits.Length + 1), 0, .. digits]
            : [IntegerTag, (byte)digits.Length, .. digits];
    }
}

namespace Snapshotter.Core.Snapshots;

/// <summary>Unsigned LEB128 integers as multiformats and protobuf write them; only the shortest form is accepted.</summary>
internal static class Varint
{
    /// <summary>The most bytes of a 64-bit value.</summary>
    public const int MaxLength = 10;

    /// <summary>Writes <paramref name="value"/> and returns the number of bytes.</summary>
    public static int Write(Span<byte> target, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7) target[length++] = (byte)(value | 0x80);
        target[length++] = (byte)value;
        return length;
    }

    /// <summary>The number of bytes that <paramref name="value"/> takes.</summary>
    public static int Length(ulong value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7) length++;
        return length;
    }

    /// <summary>Reads a value; false when it is cut short, too large, or longer than it needs to be.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < source.Length && length < MaxLength;)
        {
            var part = source[length];
            if (length == MaxLength - 1 && part > 1) return false;
            value |= (ulong)(part & 0x7F) << (7 * length);
            length++;
            if (part < 0x80) return part != 0 || length == 1;
        }

        return false;
    }
}

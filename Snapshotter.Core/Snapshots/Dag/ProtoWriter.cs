using System.Buffers;

namespace Snapshotter.Core.Snapshots.Dag;

/// <summary>The two protobuf field types that dag-pb and UnixFS are made of.</summary>
internal static class ProtoWriter
{
    private const int LengthDelimited = 2;

    /// <summary>Writes an integer field.</summary>
    public static void WriteNumber(this IBufferWriter<byte> output, int field, ulong value)
    {
        WriteVarint(output, (ulong)field << 3);
        WriteVarint(output, value);
    }

    /// <summary>Writes a field of bytes.</summary>
    public static void WriteBytes(this IBufferWriter<byte> output, int field, ReadOnlySpan<byte> value)
    {
        WriteHeader(output, field, value.Length);
        output.Write(value);
    }

    /// <summary>Writes the tag and length of a field whose bytes follow.</summary>
    public static void WriteHeader(this IBufferWriter<byte> output, int field, int length)
    {
        WriteVarint(output, ((ulong)field << 3) | LengthDelimited);
        WriteVarint(output, (ulong)length);
    }

    /// <summary>The length of a field of <paramref name="length"/> bytes, tag included; the field number is below 16.</summary>
    public static int BytesFieldLength(int length) => 1 + Varint.Length((ulong)length) + length;

    private static void WriteVarint(IBufferWriter<byte> output, ulong value) =>
        output.Advance(Varint.Write(output.GetSpan(Varint.MaxLength), value));
}

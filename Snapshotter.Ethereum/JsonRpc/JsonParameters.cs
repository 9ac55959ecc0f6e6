using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Writes hex values into a request without making strings of them.</summary>
internal static class JsonParameters
{
    private const int StackLimit = 512;

    /// <summary>Bytes as <c>0x</c> and two digits each.</summary>
    public static void WriteHex(Utf8JsonWriter writer, ReadOnlySpan<byte> bytes)
    {
        var length = 2 + (bytes.Length * 2);
        var rented = length > StackLimit ? ArrayPool<byte>.Shared.Rent(length) : null;
        var text = (rented ?? stackalloc byte[StackLimit])[..length];
        text[0] = (byte)'0';
        text[1] = (byte)'x';
        Convert.TryToHexStringLower(bytes, text[2..], out _);
        writer.WriteStringValue(text);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>A quantity as <c>0x</c> and no leading zero.</summary>
    public static void WriteQuantity(Utf8JsonWriter writer, long value)
    {
        Span<byte> text = stackalloc byte[2 + 16];
        text[0] = (byte)'0';
        text[1] = (byte)'x';
        value.TryFormat(text[2..], out var written, "x", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..(2 + written)]);
    }
}

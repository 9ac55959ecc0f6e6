using System.Buffers;
using System.Globalization;
using System.Text.Unicode;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// The text of a JSON string as its UTF-16 units, lone surrogates included: Python reads and writes them, the platform's own
/// reader refuses them.
/// </summary>
internal static class JsonUnescape
{
    /// <summary>The text between the quotes of a string whose syntax was checked by a JSON reader.</summary>
    /// <exception cref="CanonicalJsonException">The bytes are no valid UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> raw)
    {
        var buffer = ArrayPool<char>.Shared.Rent(raw.Length);
        try
        {
            return new string(buffer, 0, Read(raw, buffer));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private static int Read(ReadOnlySpan<byte> raw, Span<char> text)
    {
        var length = 0;
        while (true)
        {
            var escape = raw.IndexOf((byte)'\\');
            var run = escape < 0 ? raw : raw[..escape];
            if (Utf8.ToUtf16(run, text[length..], out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
                throw new CanonicalJsonException("A string of the JSON text is no valid UTF-8.");
            length += written;
            if (escape < 0) return length;

            raw = raw[(escape + 1)..];
            text[length++] = Unit(raw, out var used);
            raw = raw[used..];
        }
    }

    private static char Unit(ReadOnlySpan<byte> escape, out int used)
    {
        used = escape[0] == 'u' ? 5 : 1;
        return escape[0] switch
        {
            (byte)'u' => (char)ushort.Parse(escape[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            var same => (char)same,
        };
    }
}

using System.Buffers;
using System.Text;

namespace Snapshotter.Core.Snapshots;

/// <summary>Quoted JSON strings in ASCII only: what Python's <c>ensure_ascii</c> writes, lone surrogates included.</summary>
internal static class JsonText
{
    private const int ChunkLength = 512;
    private const int MaxEscapeLength = 6;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(0x20, 0x7F - 0x20).Select(code => (char)code).Where(character => character is not ('"' or '\\'))]);

    /// <summary>Writes the text between quotes, then <paramref name="after"/> when it is not zero.</summary>
    public static void WriteQuoted(IBufferWriter<byte> output, ReadOnlySpan<char> text, byte after = 0)
    {
        // Each UTF-16 unit is escaped by itself, so a long text can be cut anywhere.
        var first = true;
        while (true)
        {
            var chunk = text[..Math.Min(text.Length, ChunkLength)];
            text = text[chunk.Length..];
            var target = output.GetSpan((chunk.Length * MaxEscapeLength) + 3);
            var length = 0;
            if (first) target[length++] = (byte)'"';
            length += Escape(chunk, target[length..]);
            if (text.IsEmpty)
            {
                target[length++] = (byte)'"';
                if (after != 0) target[length++] = after;
                output.Advance(length);
                return;
            }

            output.Advance(length);
            first = false;
        }
    }

    private static int Escape(ReadOnlySpan<char> text, Span<byte> target)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            if (plain < 0) plain = text.Length;
            Ascii.FromUtf16(text[..plain], target[length..], out var written);
            length += written;
            if (plain == text.Length) break;
            length += EscapeUnit(text[plain], target[length..]);
            text = text[(plain + 1)..];
        }

        return length;
    }

    private static int EscapeUnit(char unit, Span<byte> target)
    {
        target[0] = (byte)'\\';
        var letter = ShortEscape(unit);
        if (letter != 0)
        {
            target[1] = letter;
            return 2;
        }

        target[1] = (byte)'u';
        for (var i = 0; i < 4; i++) target[2 + i] = "0123456789abcdef"u8[(unit >> (12 - (4 * i))) & 0xF];
        return MaxEscapeLength;
    }

    private static byte ShortEscape(char unit) => unit switch
    {
        '"' => (byte)'"',
        '\\' => (byte)'\\',
        '\b' => (byte)'b',
        '\f' => (byte)'f',
        '\n' => (byte)'n',
        '\r' => (byte)'r',
        '\t' => (byte)'t',
        _ => 0,
    };
}

using System.Text;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// Orders texts by Unicode code point, as Python orders strings and as UTF-8 bytes order. It differs from ordinal UTF-16
/// order where a character beyond U+FFFF meets one from U+E000 to U+FFFF.
/// </summary>
public sealed class CodePointOrder : IComparer<string>
{
    private CodePointOrder()
    {
    }

    /// <summary>The only instance: the order has no state.</summary>
    public static CodePointOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        return Compare(x.AsSpan(), y.AsSpan());
    }

    /// <summary>Negative, zero or positive as <paramref name="x"/> comes before, is equal to, or comes after <paramref name="y"/>.</summary>
    public static int Compare(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        var common = x.CommonPrefixLength(y);
        if (common == x.Length || common == y.Length) return CompareAtEnd(x, y);
        if (x[common] < '\uD800' || y[common] < '\uD800') return x[common] - y[common];

        // A pair that shares its first half differs in the code point that began one unit earlier.
        var start = common > 0 && char.IsHighSurrogate(x[common - 1]) ? common - 1 : common;
        var difference = CodePointAt(x, start) - CodePointAt(y, start);
        return difference != 0 ? difference : CodePointAt(x, common) - CodePointAt(y, common);
    }

    private static int CompareAtEnd(ReadOnlySpan<char> x, ReadOnlySpan<char> y) => x.Length - y.Length;

    private static int CodePointAt(ReadOnlySpan<char> text, int index) =>
        Rune.DecodeFromUtf16(text[index..], out var rune, out _) == System.Buffers.OperationStatus.Done ? rune.Value : text[index];
}

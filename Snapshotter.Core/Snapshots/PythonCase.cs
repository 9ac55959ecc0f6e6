using System.Globalization;
using System.Text;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// Lower case as Python's <c>str.lower</c>, which forms project ids. It differs from invariant lower case in two letters:
/// <c>İ</c> becomes two code points, and a sigma that ends a word becomes <c>ς</c> (Unicode, SpecialCasing, Final_Sigma).
/// </summary>
internal static class PythonCase
{
    private const int DottedCapitalI = 0x130;
    private const int CapitalSigma = 0x3A3;

    /// <summary>Punctuation that stands inside words (Word_Break MidLetter, MidNumLet, Single_Quote): a sigma looks past it.</summary>
    private const string InsideWords = "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    /// <summary>The text in lower case.</summary>
    public static string Lower(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();

        var lower = new StringBuilder(text.Length + 1);
        Rune[] runes = [.. text.EnumerateRunes()];
        for (var i = 0; i < runes.Length; i++)
        {
            switch (runes[i].Value)
            {
                case DottedCapitalI:
                    lower.Append("i\u0307");
                    break;
                case CapitalSigma:
                    lower.Append(EndsWord(runes, i) ? 'ς' : 'σ');
                    break;
                default:
                    lower.Append(Rune.ToLowerInvariant(runes[i]).ToString());
                    break;
            }
        }

        return lower.ToString();
    }

    private static bool EndsWord(Rune[] runes, int index) =>
        NextIsCased(runes, index, -1) && !NextIsCased(runes, index, 1);

    private static bool NextIsCased(Rune[] runes, int index, int step)
    {
        do index += step;
        while (index >= 0 && index < runes.Length && IsIgnorable(runes[index]));
        return index >= 0 && index < runes.Length && IsCased(runes[index]);
    }

    private static bool IsIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || (rune.IsBmp && InsideWords.Contains((char)rune.Value, StringComparison.Ordinal));

    /// <summary>Letters with case, and the circled, squared and Roman ones that count as such (Other_Lowercase, Other_Uppercase).</summary>
    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        || rune.Value is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189);
}

using System.Buffers;
using System.Collections.Frozen;
using SimpleBase;

namespace Snapshotter.Core.Snapshots;

/// <summary>
/// Texts of bytes whose first character names the encoding (multiformats/multibase). base256emoji is left out: nothing this
/// node talks to writes it.
/// </summary>
internal static class Multibase
{
    /// <summary>The longest text that is looked at.</summary>
    public const int MaxTextLength = 1024;

    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string HexLower = "0123456789abcdef";
    private const string HexUpper = "0123456789ABCDEF";
    private const string Base32HexLower = "0123456789abcdefghijklmnopqrstuv";
    private const string Base32HexUpper = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create(Digits + Lower + Upper);

    /// <summary>Base32 in lower case without padding: the text of version 1 CIDs.</summary>
    private static readonly Rfc4648 Base32 = new(Lower + "234567", ignoreCase: true);

    private static readonly FrozenDictionary<char, Rfc4648> BitEncodings = new Dictionary<char, Rfc4648>
    {
        ['0'] = new("01"),
        ['7'] = new("01234567"),
        ['f'] = new(HexLower, ignoreCase: true),
        ['F'] = new(HexUpper, ignoreCase: true),
        ['b'] = Base32,
        ['B'] = new(Upper + "234567", ignoreCase: true),
        ['c'] = new(Lower + "234567", padded: true, ignoreCase: true),
        ['C'] = new(Upper + "234567", padded: true, ignoreCase: true),
        ['v'] = new(Base32HexLower, ignoreCase: true),
        ['V'] = new(Base32HexUpper, ignoreCase: true),
        ['t'] = new(Base32HexLower, padded: true, ignoreCase: true),
        ['T'] = new(Base32HexUpper, padded: true, ignoreCase: true),
        ['h'] = new("ybndrfg8ejkmcpqxot1uwisza345h769"),
        ['m'] = new(Upper + Lower + Digits + "+/"),
        ['M'] = new(Upper + Lower + Digits + "+/", padded: true),
        ['u'] = new(Upper + Lower + Digits + "-_"),
        ['U'] = new(Upper + Lower + Digits + "-_", padded: true),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<char, INonAllocatingBaseCoder> NumberEncodings = new Dictionary<char, INonAllocatingBaseCoder>
    {
        ['9'] = Base10.Default,
        ['k'] = Base36.LowerCase,
        ['K'] = Base36.UpperCase,
        ['z'] = Base58.Bitcoin,
        ['Z'] = Base58.Flickr,
    }.ToFrozenDictionary();

    /// <summary>The text of <paramref name="bytes"/> in the encoding that <paramref name="prefix"/> names.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No encoding has this prefix.</exception>
    public static string Encode(char prefix, ReadOnlySpan<byte> bytes)
    {
        if (BitEncodings.TryGetValue(prefix, out var bits)) return prefix + bits.Encode(bytes);
        if (NumberEncodings.TryGetValue(prefix, out var number)) return prefix + ((IBaseCoder)number).Encode(bytes);
        throw new ArgumentOutOfRangeException(nameof(prefix), prefix, "No encoding has this prefix.");
    }

    /// <summary>Reads a text with its prefix; false when the prefix is unknown, the text is not well formed, or the bytes do not fit.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        if (text.Length is 0 or > MaxTextLength) return false;
        if (BitEncodings.TryGetValue(text[0], out var bits)) return bits.TryDecode(text[1..], bytes, out length);
        return NumberEncodings.TryGetValue(text[0], out var number) && TryDecodeNumber(number, text[1..], bytes, out length);
    }

    /// <summary>Writes base58btc without a prefix.</summary>
    public static string EncodeBase58(ReadOnlySpan<byte> bytes) => Base58.Bitcoin.Encode(bytes);

    /// <summary>Writes lower-case base32 with its prefix.</summary>
    public static string EncodeBase32(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[1 + (((bytes.Length * 8) + 4) / 5)];
        text[0] = 'b';
        Base32.Encode(bytes, text[1..]);
        return new string(text);
    }

    /// <summary>Reads base58btc without a prefix.</summary>
    public static bool TryDecodeBase58(ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        length = 0;
        return text.Length <= MaxTextLength && TryDecodeNumber(Base58.Bitcoin, text, bytes, out length);
    }

    /// <summary>No more than <see cref="MaxTextLength"/> characters come here, and none stands for more than a byte.</summary>
    private static bool TryDecodeNumber(INonAllocatingBaseCoder coder, ReadOnlySpan<char> text, Span<byte> bytes, out int length)
    {
        // The coder looks characters up without a check, may ask for more room than the value takes, and goes over all it gets.
        length = 0;
        if (text.ContainsAnyExcept(LettersAndDigits)) return false;
        Span<byte> scratch = stackalloc byte[text.Length];
        if (!coder.TryDecode(text, scratch, out length) || length > bytes.Length) return false;
        scratch[..length].CopyTo(bytes);
        return true;
    }
}

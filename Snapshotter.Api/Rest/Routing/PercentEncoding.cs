using System.Buffers;
using System.Text;

namespace Snapshotter.Api.Rest.Routing;

/// <summary>
/// Percent-encoding as callers of the original API see it: every escape is decoded, also <c>%2F</c>; an escape that is not one stays as it is;
/// bytes that are no UTF-8 become U+FFFD.
/// </summary>
internal static class PercentEncoding
{
    private const string Unescaped = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/=@[]!$&'()*+,;";

    private static readonly SearchValues<char> Kept = SearchValues.Create(Unescaped);

    /// <summary>The text behind the escapes.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%')) return text.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '%' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 1]) && char.IsAsciiHexDigit(text[at + 2]))
            {
                bytes[length++] = Convert.FromHexString(text.Slice(at + 1, 2))[0];
                at += 2;
            }
            else
            {
                length += Encoding.UTF8.GetBytes(text.Slice(at, 1), bytes.AsSpan(length));
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    /// <summary>A path that decodes to the text. There is one for each text, so that it can serve as a key.</summary>
    public static string Encode(string path)
    {
        if (!path.AsSpan().ContainsAnyExcept(Kept)) return path;
        var encoded = new StringBuilder(path.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(path))
        {
            if (octet < 0x80 && Kept.Contains((char)octet)) encoded.Append((char)octet);
            else encoded.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }
}

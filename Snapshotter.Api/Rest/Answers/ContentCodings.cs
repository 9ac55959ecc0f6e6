using System.Globalization;
using System.IO.Compression;
using Microsoft.Extensions.Primitives;

namespace Snapshotter.Api.Rest.Answers;

/// <summary>The forms a body can be sent in.</summary>
internal enum ContentCoding
{
    /// <summary>As it is.</summary>
    Identity,

    /// <summary>RFC 7932.</summary>
    Brotli,

    /// <summary>RFC 1952.</summary>
    Gzip,
}

/// <summary>Chooses and makes compressed forms (RFC 9110, section 12.5.3).</summary>
internal static class ContentCodings
{
    /// <summary>The number of forms.</summary>
    public const int Count = 3;

    /// <summary>The name on the wire.</summary>
    public static string NameOf(ContentCoding coding) => coding == ContentCoding.Brotli ? "br" : "gzip";

    /// <summary>The best form the caller accepts: brotli before gzip where it weighs them the same.</summary>
    public static ContentCoding Choose(StringValues accepted)
    {
        var (brotli, gzip) = (WeightOf(accepted, "br"), WeightOf(accepted, "gzip"));
        if (brotli > 0 && brotli >= gzip) return ContentCoding.Brotli;
        return gzip > 0 ? ContentCoding.Gzip : ContentCoding.Identity;
    }

    /// <summary>Whether the caller accepts gzip, whatever else it prefers.</summary>
    public static bool AcceptsGzip(StringValues accepted) => WeightOf(accepted, "gzip") > 0;

    /// <summary>The compressed bytes.</summary>
    public static byte[] Encode(ReadOnlyMemory<byte> body, ContentCoding coding)
    {
        var coded = new MemoryStream();
        using (Stream coder = coding == ContentCoding.Brotli
            ? new BrotliStream(coded, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(coded, CompressionLevel.Optimal, leaveOpen: true))
        {
            coder.Write(body.Span);
        }

        return coded.ToArray();
    }

    private static double WeightOf(StringValues accepted, string coding)
    {
        var weight = 0.0;
        foreach (var header in accepted)
        {
            foreach (var range in header.AsSpan().Split(','))
            {
                var item = header.AsSpan()[range];
                var cut = item.IndexOf(';');
                var name = (cut < 0 ? item : item[..cut]).Trim();
                if (name.Equals(coding, StringComparison.OrdinalIgnoreCase)) weight = cut < 0 ? 1 : Weight(item[(cut + 1)..].Trim());
            }
        }

        return weight;
    }

    private static double Weight(ReadOnlySpan<char> parameter) =>
        parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
        && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
}

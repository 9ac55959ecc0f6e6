using Microsoft.AspNetCore.Http.Features;

namespace Snapshotter.Api.Rest.Routing;

/// <summary>
/// What the request line asked for, taken as it was sent: dot segments, doubled slashes and fragments are part of the path,
/// as they were for the original, and not tidied up before routes are compared.
/// </summary>
/// <param name="Path">The decoded path.</param>
/// <param name="Query">The raw query without its question mark, or empty.</param>
internal readonly record struct RequestTarget(string Path, string Query)
{
    /// <summary>The raw target of a request.</summary>
    public static string RawOf(HttpContext context)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return string.IsNullOrEmpty(raw) ? context.Request.Path.ToUriComponent() + context.Request.QueryString : raw;
    }

    /// <summary>Splits and decodes a raw target.</summary>
    public static RequestTarget Parse(string raw)
    {
        var cut = raw.IndexOf('?', StringComparison.Ordinal);
        return cut < 0
            ? new RequestTarget(PercentEncoding.Decode(raw), "")
            : new RequestTarget(PercentEncoding.Decode(raw.AsSpan(0, cut)), raw[(cut + 1)..]);
    }
}

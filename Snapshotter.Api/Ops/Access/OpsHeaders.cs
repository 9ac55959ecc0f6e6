using Microsoft.Extensions.Primitives;

namespace Snapshotter.Api.Ops.Access;

/// <summary>What a browser may do with an operator page: load its own stylesheet and script, post forms back, and nothing else.</summary>
internal static class OpsHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly KeyValuePair<string, StringValues>[] All =
    [
        new("Content-Security-Policy", Policy),
        new("X-Content-Type-Options", "nosniff"),
        new("X-Frame-Options", "DENY"),
        new("Referrer-Policy", "same-origin"),
        new("Cross-Origin-Opener-Policy", "same-origin"),
        new("Cross-Origin-Resource-Policy", "same-origin"),
        new("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        new("Cache-Control", "no-cache, no-store"),
        new("Pragma", "no-cache"),
    ];

    /// <summary>Sets them; an endpoint may say otherwise of caching.</summary>
    public static void Apply(IHeaderDictionary headers)
    {
        foreach (var (name, value) in All) headers[name] = value;
    }
}

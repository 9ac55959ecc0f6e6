using Snapshotter.Api.Rest.Routing;

namespace Snapshotter.Api.Rest.Binding;

/// <summary>Reads a raw query as HTML forms write it: pairs joined by ampersands, a plus is a blank.</summary>
internal static class QueryText
{
    /// <summary>The last value of a name, empty when the name stands alone, or null when it is absent.</summary>
    public static string? Last(string query, string name)
    {
        string? last = null;
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan(range);
            var cut = pair.IndexOf('=');
            var key = cut < 0 ? pair : pair[..cut];
            if (!Decode(key).Equals(name, StringComparison.Ordinal)) continue;
            last = cut < 0 ? "" : Decode(pair[(cut + 1)..]);
        }

        return last;
    }

    private static string Decode(ReadOnlySpan<char> text) => PercentEncoding.Decode(text.Contains('+') ? text.ToString().Replace('+', ' ') : text);
}

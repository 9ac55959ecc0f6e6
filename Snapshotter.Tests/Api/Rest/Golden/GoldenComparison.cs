using System.Text.Json;
using System.Text.Json.Nodes;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>Compares an answer with the original's by the rules of the recording: the first difference, or null.</summary>
internal static class GoldenComparison
{
    public static string? Difference(GoldenAnswer expected, RawAnswer actual)
    {
        if (expected.Status != actual.Status) return $"status {actual.Status} instead of {expected.Status}";
        if (HeaderDifference(expected, actual) is { } header) return header;
        return expected.Compare switch
        {
            "status" => null,
            "exact" when expected.Volatile.Count == 0 => expected.Body == actual.Text ? null : $"body {Short(actual.Text)} instead of {Short(expected.Body)}",
            _ => BodyDifference(expected, actual.Text),
        };
    }

    private static string? HeaderDifference(GoldenAnswer expected, RawAnswer actual)
    {
        var names = expected.Headers.Keys.Union(actual.Headers.Keys.Where(IsCompared), StringComparer.OrdinalIgnoreCase);
        return names
            .Where(name => !expected.Volatile.Contains($"header:{name}") && expected.Headers.GetValueOrDefault(name) != actual.Header(name))
            .Select(name => $"header {name} {actual.Header(name) ?? "absent"} instead of {expected.Headers.GetValueOrDefault(name) ?? "absent"}")
            .FirstOrDefault();
    }

    private static bool IsCompared(string name) =>
        name.ToLowerInvariant() is "content-type" or "location" or "allow" or "vary" or "retry-after"
        || name.StartsWith("access-control-", StringComparison.OrdinalIgnoreCase);

    private static string? BodyDifference(GoldenAnswer expected, string actual)
    {
        try
        {
            return JsonComparison.Difference(expected, JsonNode.Parse(expected.Body), JsonNode.Parse(actual));
        }
        catch (JsonException)
        {
            return $"body {Short(actual)} is not JSON";
        }
    }

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "...";
}

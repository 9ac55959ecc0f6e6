using System.Text.Json;
using System.Text.Json.Nodes;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>
/// Equality of JSON as the recording defines it: members in any order, numbers by their text, some arrays as multisets, and parts that a clock wrote left out.
/// </summary>
internal static class JsonComparison
{
    private const string HeldOut = "<held-out>";

    public static string? Difference(GoldenAnswer rules, JsonNode? expected, JsonNode? actual) => Compare(rules, [], expected, actual);

    private static string? Compare(GoldenAnswer rules, string[] path, JsonNode? expected, JsonNode? actual)
    {
        if (rules.Volatile.Any(pattern => Fits(pattern, path))) return null;
        return (expected, actual) switch
        {
            (JsonObject left, JsonObject right) => Objects(rules, path, left, right),
            (JsonArray left, JsonArray right) => Arrays(rules, path, left, right),
            (JsonValue value, JsonValue) when value.ToString() == HeldOut => null,
            _ => Text(expected) == Text(actual) ? null : $"{Name(path)} is {Text(actual)} instead of {Text(expected)}",
        };
    }

    private static string? Objects(GoldenAnswer rules, string[] path, JsonObject expected, JsonObject actual)
    {
        var odd = expected.Select(member => member.Key).Except(actual.Select(member => member.Key))
            .Concat(actual.Select(member => member.Key).Except(expected.Select(member => member.Key))).FirstOrDefault();
        return odd is not null
            ? $"{Name([.. path, odd])} is on one side only"
            : expected.Select(member => Compare(rules, [.. path, member.Key], member.Value, actual[member.Key])).FirstOrDefault(difference => difference is not null);
    }

    private static string? Arrays(GoldenAnswer rules, string[] path, JsonArray expected, JsonArray actual)
    {
        if (expected.Count != actual.Count) return $"{Name(path)} has {actual.Count} items instead of {expected.Count}";
        if (!rules.Unordered.Any(pattern => Fits(pattern, path)))
        {
            return expected.Zip(actual, (left, right) => Compare(rules, [.. path, "[*]"], left, right)).FirstOrDefault(difference => difference is not null);
        }

        var rest = actual.ToList();
        foreach (var item in expected)
        {
            var at = rest.FindIndex(candidate => Compare(rules, [.. path, "[*]"], item, candidate) is null);
            if (at < 0) return $"{Name(path)} lacks {Text(item)}";
            rest.RemoveAt(at);
        }

        return null;
    }

    private static bool Fits(string pattern, string[] path)
    {
        var parts = pattern.Replace("[*]", ".[*]", StringComparison.Ordinal).Split('.').Skip(1).ToArray();
        return parts.Length == path.Length && parts.Zip(path).All(pair => pair.First == "*" || pair.First == pair.Second);
    }

    private static string Text(JsonNode? node) => node?.ToJsonString(new JsonSerializerOptions()) ?? "null";

    private static string Name(string[] path) => "$." + string.Join('.', path);
}

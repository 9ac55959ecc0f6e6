using System.Text;
using System.Text.Json.Nodes;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>A request that was sent to the original, and what it answered.</summary>
internal sealed record GoldenRequest(
    string Id, string Phase, string Group, string Method, string Path, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body, GoldenAnswer Expected)
{
    public static IEnumerable<GoldenRequest> All() => Repository.ReadJsonLines(Repository.Golden("api", "requests.jsonl.gz")).Select(Read);

    private static GoldenRequest Read(JsonObject line) => new(
        (string)line["id"]!,
        (string)line["phase"]!,
        (string)line["group"]!,
        (string)line["method"]!,
        (string)line["path"]!,
        [.. line["headers"]!.AsObject().Select(header => (header.Key, (string)header.Value!))],
        line["body"] is { } body ? Encoding.UTF8.GetBytes((string)body!) : null,
        GoldenAnswer.Read(line["expect"]!.AsObject()));
}

/// <summary>What the original answered, and which parts of it count.</summary>
internal sealed record GoldenAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body, string Compare, IReadOnlyList<string> Volatile, IReadOnlyList<string> Unordered)
{
    public static GoldenAnswer Read(JsonObject expect) => new(
        (int)expect["status"]!,
        expect["headers"]!.AsObject().ToDictionary(header => header.Key, header => (string)header.Value!, StringComparer.OrdinalIgnoreCase),
        (string?)expect["body"] ?? "",
        (string)expect["compare"]!,
        Texts(expect["volatile"]),
        Texts(expect["unordered"]));

    private static string[] Texts(JsonNode? array) => [.. (array?.AsArray() ?? []).Select(text => (string)text!)];
}

using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.Rest.Golden;

/// <summary>
/// Requests that are answered otherwise on purpose: those of which <c>id phase [headers] method path body</c> fits the pattern. A rule with
/// several statuses has an entry for each.
/// </summary>
internal sealed record GoldenDeviation(string Name, string Requests, int Status, string Reason)
{
    private static readonly JsonSerializerOptions ListOptions = new(JsonSerializerDefaults.Web);

    public static List<GoldenDeviation> All() => JsonSerializer.Deserialize<List<GoldenDeviation>>(
        File.ReadAllText(Repository.PathOf("Snapshotter.Tests", "Api", "Rest", "Golden", "deviations.json")), ListOptions)!;

    public bool Covers(GoldenRequest request)
    {
        var headers = string.Join("; ", request.Headers.Where(header => header.Name != "Host").Select(header => $"{header.Name}: {header.Value}"));
        return Regex.IsMatch($"{request.Id} {request.Phase} [{headers}] {request.Method} {request.Path} {(request.Body is { } body ? Encoding.UTF8.GetString(body) : "")}", Requests);
    }
}

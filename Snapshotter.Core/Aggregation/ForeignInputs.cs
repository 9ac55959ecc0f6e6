using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>What is told beside the end of an aggregate that was composed from others' snapshots: <c>{"decided":{"project id":"CID"}}</c>.</summary>
internal static class ForeignInputs
{
    private const string Key = "decided";

    /// <summary>The note, or null when there is nothing to tell.</summary>
    public static string? ToExtra(IReadOnlyCollection<KeyValuePair<string, Cid>> foreign) => foreign.Count == 0
        ? null
        : new JsonObject { [Key] = new JsonObject(foreign.OrderBy(static input => input.Key, StringComparer.Ordinal).Select(static input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value.ToString()))) }.ToJsonString();

    /// <summary>Whether a note names the CID for the project.</summary>
    public static bool Has(string? extra, string projectId, Cid cid)
    {
        if (extra is null) return false;
        using var note = JsonDocument.Parse(extra);
        return note.RootElement.TryGetProperty(Key, out var decided) && decided.TryGetProperty(projectId, out var told) && told.ValueEquals(cid.ToString());
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Aggregation;

/// <summary>
/// What is told beside the end of an aggregate of the snapshots that it was composed of: those that consensus decided on in its epoch and that are not this node's,
/// <c>{"decided":{"project id":"CID"}}</c>, and this node's own of earlier epochs that nobody had decided on, <c>{"assumed":{"epoch":{"project id":"CID"}}}</c>.
/// </summary>
internal static class ForeignInputs
{
    private const string Decided = "decided";
    private const string Assumed = "assumed";

    /// <summary>The note, or null when there is nothing to tell.</summary>
    public static string? ToExtra(IReadOnlyCollection<KeyValuePair<string, Cid>> foreign, IReadOnlyCollection<AssumedSnapshot> assumed)
    {
        if (foreign.Count + assumed.Count == 0) return null;
        var note = new JsonObject();
        if (foreign.Count > 0) note[Decided] = ToNode(foreign);
        if (assumed.Count > 0)
        {
            note[Assumed] = new JsonObject(assumed.GroupBy(static one => one.EpochId).OrderBy(static epoch => epoch.Key).Select(static epoch => KeyValuePair.Create(
                epoch.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)ToNode(epoch.Select(static one => KeyValuePair.Create(one.ProjectId, one.Cid))))));
        }

        return note.ToJsonString();
    }

    /// <summary>Whether a note names the decided CID for the project.</summary>
    public static bool Has(string? extra, string projectId, Cid cid)
    {
        if (extra is null) return false;
        using var note = JsonDocument.Parse(extra);
        return note.RootElement.TryGetProperty(Decided, out var decided) && decided.TryGetProperty(projectId, out var told) && told.ValueEquals(cid.ToString());
    }

    /// <summary>The snapshots of earlier epochs that a note names as assumed.</summary>
    public static IReadOnlyList<AssumedSnapshot> AssumedIn(string? extra)
    {
        if (extra is null) return [];
        using var note = JsonDocument.Parse(extra);
        if (!note.RootElement.TryGetProperty(Assumed, out var assumed)) return [];
        return [.. assumed.EnumerateObject().SelectMany(static epoch => epoch.Value.EnumerateObject().Select(project => new AssumedSnapshot(
            long.Parse(epoch.Name, CultureInfo.InvariantCulture), project.Name, Cid.Parse(project.Value.GetString()))))];
    }

    private static JsonObject ToNode(IEnumerable<KeyValuePair<string, Cid>> cids) =>
        new(cids.OrderBy(static input => input.Key, StringComparer.Ordinal).Select(static input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value.ToString())));
}

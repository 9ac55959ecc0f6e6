using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Snapshotter.Core.Reporting;

namespace Snapshotter.Api.Reporting;

/// <summary>The messages as upstream writes them (spec 1.6, 5.2 and 15): every value is a text, and <c>extra</c> holds JSON.</summary>
internal static class IssueBodies
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(Issue issue, string instanceId) => Write(json =>
    {
        json.WriteString("instanceID", instanceId);
        json.WriteString("issueType", IssueNames.NameOf(issue.Type));
        json.WriteString("projectID", issue.ProjectId);
        json.WriteString("epochId", issue.EpochId.ToString(CultureInfo.InvariantCulture));
        json.WriteString("timeOfReporting", (issue.At.ToUnixTimeMilliseconds() / 1000.0).ToString("0.0##", CultureInfo.InvariantCulture));
        json.WriteString("extra", Write(extra =>
        {
            extra.WriteString("issueDetails", $"Error : {issue.Details}");
            if (issue.Occurrences > 1) extra.WriteNumber("occurrences", issue.Occurrences);
        }));
    });

    public static byte[] Ping(string instanceId) => Write(json => json.WriteString("instanceID", instanceId));

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

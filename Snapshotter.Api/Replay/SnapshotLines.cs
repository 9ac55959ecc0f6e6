using System.Text.Encodings.Web;
using System.Text.Json;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Api.Replay;

/// <summary>Writes snapshots.jsonl: a line per project and epoch.</summary>
internal static class SnapshotLines
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task WriteAsync(Stream output, ProjectPlan plan, IStateStore store, IContentStore contents, long epochs, CancellationToken cancellationToken)
    {
        string[] configured = [.. plan.ProjectIds];
        HashSet<string> runs = [.. plan.BulkTypes.Select(type => type.FailureId(plan.Namespace))];
        for (var epochId = 1L; epochId <= epochs; epochId++)
        {
            var reports = await store.EpochReportsAsync(epochId, 1, cancellationToken);
            if (reports.Count == 0) continue;
            var errors = reports.SelectMany(static report => report.Transitions)
                .Where(static transition => transition.Stage == Stage.SnapshotBuild)
                .ToDictionary(static transition => transition.Subject, static transition => transition.Error, StringComparer.Ordinal);
            string[] ids = [.. configured, .. errors.Keys.Except(configured, StringComparer.Ordinal).Order(CodePointOrder.Instance)];
            var cids = await store.BuiltCidsAsync(epochId, ids, cancellationToken);
            for (var i = 0; i < ids.Length; i++)
            {
                // The run of a bulk type is no project; it is told of where it failed.
                var error = errors.GetValueOrDefault(ids[i]);
                if (cids[i] is null && error is null && runs.Contains(ids[i])) continue;
                await WriteLineAsync(output, contents, epochId, ids[i], cids[i], error, cancellationToken);
            }
        }
    }

    private static async Task WriteLineAsync(
        Stream output, IContentStore contents, long epochId, string projectId, Cid? cid, string? error, CancellationToken cancellationToken)
    {
        var content = cid is { } known ? await contents.GetAsync(known, cancellationToken) : null;
        await using (var line = new Utf8JsonWriter(output, Relaxed))
        {
            line.WriteStartObject();
            line.WriteNumber("epochId", epochId);
            line.WriteString("projectId", projectId);
            line.WriteString("status", content is null ? "failed" : "ok");
            if (content is { } bytes)
            {
                line.WriteString("cid", cid.ToString());
                line.WriteString("text", bytes.Span);
            }
            else
            {
                line.WriteString("error", error ?? "The epoch ended without a snapshot.");
            }

            line.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}

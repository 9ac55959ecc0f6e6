using System.Globalization;
using System.Text.Json;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Primitives;
using StackExchange.Redis;

namespace Snapshotter.Core.Storage.Redis;

/// <summary>How records stand in Redis: as upstream's tools know them where they do, otherwise short.</summary>
internal static class RedisRecords
{
    /// <summary>The upstream names of outcomes (spec 13.3, spelling as there).</summary>
    private static readonly string[] Outcomes = ["SUCCESSFUL_SNAPSHOT_SUBMISSION", "SUBMITTED_INCORRECT_SNAPSHOT", "MISSED_SNAPSHOT", "ONLY_FINALIZED_SNAPSHOT_RECIEVED"];

    public static string NameOf(SubmissionOutcome outcome) => Outcomes[(int)outcome];

    public static string Write(ReleasedEpoch released) => string.Create(
        CultureInfo.InvariantCulture,
        $"{released.Epoch.Id} {released.Epoch.Begin} {released.Epoch.End} {released.EndHash} {released.Timestamp} {released.AnchorBlock} {released.ReleasedAt}");

    public static ReleasedEpoch ReadEpoch(string record)
    {
        var parts = record.Split(' ');
        return new ReleasedEpoch(new Epoch(Number(parts[0]), Number(parts[1]), Number(parts[2])), Hash32.Parse(parts[3]), Number(parts[4]), Number(parts[5]), Number(parts[6]));
    }

    /// <summary>The state update of spec 15 (<c>SnapshotterStateUpdate</c>).</summary>
    public static byte[] Write(Transition transition) => Json(json =>
    {
        json.WriteString("status"u8, transition.Succeeded ? "success"u8 : "failed"u8);
        json.WriteString("error"u8, transition.Error);
        json.WritePropertyName("extra"u8);
        if (transition.Extra is { } extra) json.WriteRawValue(extra);
        else json.WriteNullValue();
        json.WriteNumber("timestamp"u8, transition.Timestamp);
    });

    public static Transition ReadTransition(long epochId, Stage stage, string subject, byte[] record)
    {
        using var document = JsonDocument.Parse(record);
        var extra = document.RootElement.GetProperty("extra"u8);
        return new Transition(
            epochId, stage, subject, document.RootElement.GetProperty("error"u8).GetString(), extra.ValueKind == JsonValueKind.Null ? null : extra.GetRawText(),
            document.RootElement.GetProperty("timestamp"u8).GetInt64());
    }

    /// <summary>The status report of spec 13.5.</summary>
    public static byte[] Write(SubmissionReport report) => Json(json =>
    {
        if (report.SubmittedCid is { } submitted) json.WriteString("submittedSnapshotCid"u8, submitted.ToString());
        json.WriteString("finalizedSnapshotCid"u8, report.FinalizedCid?.ToString() ?? "");
        json.WriteString("state"u8, NameOf(report.Outcome));
        json.WriteString("reason"u8, report.Reason);
    });

    public static SubmissionReport ReadReport(long epochId, string projectId, byte[] record)
    {
        using var document = JsonDocument.Parse(record);
        return new SubmissionReport(
            epochId, projectId, (SubmissionOutcome)Array.IndexOf(Outcomes, document.RootElement.GetProperty("state"u8).GetString()),
            CidOf(document.RootElement, "submittedSnapshotCid"u8), CidOf(document.RootElement, "finalizedSnapshotCid"u8), document.RootElement.GetProperty("reason"u8).GetString()!);
    }

    /// <summary>Whether it is remembered as submitted, then the CID's bytes.</summary>
    public static byte[] Write(BuiltSnapshot built) => [built.IsSubmitted ? (byte)'1' : (byte)'0', .. built.Cid.ToBytes()];

    public static BuiltSnapshot ReadBuilt(long epochId, string projectId, byte[] record) => new(epochId, projectId, CidIn(record.AsSpan(1))) { IsSubmitted = record[0] == (byte)'1' };

    public static byte[] Write(OutboxEntry entry) => Json(json =>
    {
        json.WriteString("cid"u8, entry.Cid.ToString());
        json.WriteNumber("state"u8, (int)entry.State);
        json.WriteNumber("deadline"u8, entry.Deadline);
        json.WriteBase64String("signature"u8, entry.Signature);
        json.WriteBase64String("transactions"u8, entry.Transactions);
    });

    public static OutboxEntry ReadOutbox(long epochId, string projectId, byte[] record)
    {
        using var document = JsonDocument.Parse(record);
        var root = document.RootElement;
        return new OutboxEntry(epochId, projectId, Cid.Parse(root.GetProperty("cid"u8).GetString()))
        {
            State = (OutboxState)root.GetProperty("state"u8).GetInt32(),
            Deadline = root.GetProperty("deadline"u8).GetInt64(),
            Signature = root.GetProperty("signature"u8).GetBytesFromBase64(),
            Transactions = root.GetProperty("transactions"u8).GetBytesFromBase64(),
        };
    }

    /// <summary>A job as scripts hand it out at a time, in Unix milliseconds of this host (<c>leasing.lua</c>).</summary>
    public static Job ReadJob(RedisResult[] parts, long at)
    {
        var epochId = (long)parts[1];
        return new Job((long)parts[0], (string)parts[2], epochId, (string)parts[3], (byte[])parts[4], (int)parts[5], (int)parts[6])
        {
            Delivered = ReadDelivered(epochId, parts[7].Items()),
            Times = new JobTimes((long)parts[8], at),
        };
    }

    /// <summary>What a lease tells of the state (<c>told.lua</c>).</summary>
    private static DeliveredState? ReadDelivered(long epochId, RedisResult[] told) => told.Length == 0 ? null : new(
        ReadEpoch((string)told[0]), (byte[])told[1],
        told[2].IsNull ? null : told[2].Pairs().ToDictionary(static pair => pair.Key, pair => ReadBuilt(epochId, pair.Key, (byte[])pair.Value).Cid, StringComparer.Ordinal));

    /// <summary>The CID of a decision; behind one that stands for an earlier epoch as well there is the epoch.</summary>
    public static Cid ReadDecision(string member) => Cid.Parse(member.Split(' ')[0]);

    /// <summary>Whether it is the mark of an epoch that was undecided (spec 1.2.1).</summary>
    public static bool IsMark(string member) => member.StartsWith("null_", StringComparison.Ordinal);

    public static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static Cid CidIn(ReadOnlySpan<byte> bytes) => Cid.TryRead(bytes, out var cid, out var length) && length == bytes.Length
        ? cid
        : throw new InvalidDataException($"Redis holds {Convert.ToHexStringLower(bytes)} where a CID should be: restore it from a backup.");

    private static Cid? CidOf(JsonElement element, ReadOnlySpan<byte> name) =>
        element.TryGetProperty(name, out var text) && text.GetString() is { Length: > 0 } cid ? Cid.Parse(cid) : null;

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}

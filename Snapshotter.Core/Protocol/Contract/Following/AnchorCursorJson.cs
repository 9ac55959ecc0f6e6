using System.Buffers;
using System.Text.Json;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>The form in which the cursor is kept.</summary>
internal static class AnchorCursorJson
{
    public static byte[] Write(AnchorCursor cursor)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("number", cursor.Number);
            writer.WriteString("hash", cursor.Hash.ToString());
            writer.WriteStartArray("recent");
            foreach (var block in cursor.Recent) Write(writer, block);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no cursor.</exception>
    public static AnchorCursor Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return new AnchorCursor(
                root.GetProperty("number").GetInt64(),
                Hash32.Parse(root.GetProperty("hash").GetString()),
                [.. root.GetProperty("recent").EnumerateArray().Select(ReadBlock)]);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("The cursor of the anchor chain in the state store is damaged: start with another --data folder, or restore a backup.", exception);
        }
    }

    private static void Write(Utf8JsonWriter writer, AppliedBlock block)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", block.Number);
        writer.WriteString("hash", block.Hash.ToString());
        if (block.IsOfViews) writer.WriteBoolean("views", true);
        writer.WriteStartArray("events");
        foreach (var happened in block.Events) Write(writer, happened);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ProtocolEvent happened)
    {
        // What only wakes others up need not be undone, so that it is not kept.
        if (happened is not (ProtocolEvent.EpochReleased or ProtocolEvent.SnapshotFinalized)) return;
        writer.WriteStartObject();
        switch (happened)
        {
            case ProtocolEvent.EpochReleased released:
                writer.WriteNumber("epoch", released.Epoch.Id);
                writer.WriteNumber("begin", released.Epoch.Begin);
                writer.WriteNumber("end", released.Epoch.End);
                writer.WriteNumber("timestamp", released.Timestamp);
                break;
            case ProtocolEvent.SnapshotFinalized finalized:
                writer.WriteNumber("epoch", finalized.EpochId);
                writer.WriteString("project", finalized.ProjectId);
                writer.WriteString("cid", finalized.Cid.ToString());
                break;
        }

        writer.WriteEndObject();
    }

    private static AppliedBlock ReadBlock(JsonElement block)
    {
        var number = block.GetProperty("number").GetInt64();
        return new AppliedBlock(
            number, Hash32.Parse(block.GetProperty("hash").GetString()), [.. block.GetProperty("events").EnumerateArray().Select(happened => ReadEvent(happened, number))],
            IsOfViews: block.TryGetProperty("views", out _));
    }

    private static ProtocolEvent ReadEvent(JsonElement happened, long block)
    {
        var epoch = happened.GetProperty("epoch").GetInt64();
        return happened.TryGetProperty("cid", out var cid)
            ? new ProtocolEvent.SnapshotFinalized(epoch, happened.GetProperty("project").GetString()!, Cid.Parse(cid.GetString()))
            : new ProtocolEvent.EpochReleased(new Epoch(epoch, happened.GetProperty("begin").GetInt64(), happened.GetProperty("end").GetInt64()), happened.GetProperty("timestamp").GetInt64(), block);
    }
}

using System.Buffers;
using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Epochs.Forks;

/// <summary>The form in which the history of the source chain is kept: the hashes as one run of bytes.</summary>
internal static class SourceHistoryJson
{
    public static byte[] Write(SourceHistory history)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("first", history.Headers.First);
            writer.WriteBase64String("hashes", Join(history.Headers.Hashes));
            writer.WriteStartArray("rebuilds");
            foreach (var rebuild in history.Rebuilds)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", rebuild.Epoch.Id);
                writer.WriteNumber("begin", rebuild.Epoch.Begin);
                writer.WriteNumber("end", rebuild.Epoch.End);
                writer.WriteString("hash", rebuild.OldHash.ToString());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no history.</exception>
    public static SourceHistory Read(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            return new SourceHistory(
                new KeptHeaders(root.GetProperty("first").GetInt64(), [.. root.GetProperty("hashes").GetBytesFromBase64().Chunk(Hash32.Size).Select(static hash => new Hash32(hash))]),
                [.. root.GetProperty("rebuilds").EnumerateArray().Select(static rebuild => new RebuildEpoch(
                    new Epoch(rebuild.GetProperty("id").GetInt64(), rebuild.GetProperty("begin").GetInt64(), rebuild.GetProperty("end").GetInt64()),
                    Hash32.Parse(rebuild.GetProperty("hash").GetString())))]);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException("The header chain in the state store is damaged: start with another --data folder, or restore a backup.", exception);
        }
    }

    private static byte[] Join(IReadOnlyList<Hash32> hashes)
    {
        var bytes = new byte[hashes.Count * Hash32.Size];
        for (var i = 0; i < hashes.Count; i++) hashes[i].Bytes.CopyTo(bytes.AsSpan(i * Hash32.Size));
        return bytes;
    }
}

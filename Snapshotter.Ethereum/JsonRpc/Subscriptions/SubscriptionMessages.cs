using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc.Subscriptions;

/// <summary>What is said over the WebSocket.</summary>
internal static class SubscriptionMessages
{
    public static byte[] Heads(int id) => Write(id, static writer => writer.WriteStringValue("newHeads"u8));

    public static byte[] Logs(int id, Address contract, IReadOnlyList<IReadOnlyList<Hash32>?> topics) => Write(id, writer =>
    {
        writer.WriteStringValue("logs"u8);
        writer.WriteStartObject();
        writer.WriteString("address"u8, contract.ToString());
        writer.WriteStartArray("topics"u8);
        foreach (var position in topics)
        {
            if (position is null)
            {
                writer.WriteNullValue();
                continue;
            }

            writer.WriteStartArray();
            foreach (var topic in position) writer.WriteStringValue(topic.ToString());
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <exception cref="InvalidDataException">The header has no height or hashes.</exception>
    public static (long Number, Hash32 Hash, Hash32 Parent) Header(JsonElement header) =>
        TextOf(header, "number") is { Length: > 2 and <= 18 } number && long.TryParse(number.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var height)
            && Hash32.TryParse(TextOf(header, "hash"), out var hash) && Hash32.TryParse(TextOf(header, "parentHash"), out var parent)
            ? (height, hash, parent)
            : throw new InvalidDataException("A header has no height or hashes.");

    private static string? TextOf(JsonElement header, string name) => header.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static byte[] Write(int id, Action<Utf8JsonWriter> parameters)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("jsonrpc"u8, "2.0"u8);
            writer.WriteNumber("id"u8, id);
            writer.WriteString("method"u8, "eth_subscribe"u8);
            writer.WriteStartArray("params"u8);
            parameters(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}

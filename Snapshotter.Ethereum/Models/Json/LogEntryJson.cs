using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models.Json;

/// <summary>Reads log objects.</summary>
internal static class LogEntryJson
{
    private const int MaxTopics = 4;

    /// <summary>An array of logs.</summary>
    /// <exception cref="JsonException">The value is no array of logs.</exception>
    public static LogEntry[] ReadAll(ref Utf8JsonReader reader) => JsonArrays.Read(ref reader, "list of logs", Read);

    /// <summary>A log of a mined block.</summary>
    /// <exception cref="JsonException">The value is no log, or a field is missing or of the wrong shape.</exception>
    public static LogEntry Read(ref Utf8JsonReader reader)
    {
        JsonHex.Expect(ref reader, JsonTokenType.StartObject, "log");
        Address? address = null;
        Hash32[]? topics = null;
        byte[]? data = null;
        long? blockNumber = null;
        Hash32? blockHash = null, transactionHash = null;
        int? transactionIndex = null, logIndex = null;
        var removed = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("address"u8)) { reader.Read(); address = JsonHex.Address(ref reader, "address"); }
            else if (reader.ValueTextEquals("topics"u8)) { reader.Read(); topics = Topics(ref reader); }
            else if (reader.ValueTextEquals("data"u8)) { reader.Read(); data = JsonHex.Bytes(ref reader, "data"); }
            else if (reader.ValueTextEquals("blockNumber"u8)) { reader.Read(); blockNumber = JsonHex.Quantity(ref reader, "blockNumber"); }
            else if (reader.ValueTextEquals("transactionHash"u8)) { reader.Read(); transactionHash = JsonHex.Hash(ref reader, "transactionHash"); }
            else if (reader.ValueTextEquals("transactionIndex"u8)) { reader.Read(); transactionIndex = JsonHex.Index(ref reader, "transactionIndex"); }
            else if (reader.ValueTextEquals("blockHash"u8)) { reader.Read(); blockHash = JsonHex.Hash(ref reader, "blockHash"); }
            else if (reader.ValueTextEquals("logIndex"u8)) { reader.Read(); logIndex = JsonHex.Index(ref reader, "logIndex"); }
            else if (reader.ValueTextEquals("removed"u8)) { reader.Read(); removed = Removed(ref reader); }
            else { reader.Read(); reader.Skip(); }
        }

        return new LogEntry(
            address ?? throw JsonHex.Missing("log", "address"),
            topics ?? throw JsonHex.Missing("log", "topics"),
            data ?? throw JsonHex.Missing("log", "data"),
            blockNumber ?? throw JsonHex.Missing("log", "blockNumber"),
            blockHash ?? throw JsonHex.Missing("log", "blockHash"),
            transactionHash ?? throw JsonHex.Missing("log", "transactionHash"),
            transactionIndex ?? throw JsonHex.Missing("log", "transactionIndex"),
            logIndex ?? throw JsonHex.Missing("log", "logIndex"),
            removed);
    }

    private static Hash32[] Topics(ref Utf8JsonReader reader)
    {
        JsonHex.Expect(ref reader, JsonTokenType.StartArray, "'topics'");
        Span<Hash32> topics = stackalloc Hash32[MaxTopics];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (count == MaxTopics) throw new JsonException("A log has more than four topics.");
            topics[count++] = JsonHex.Hash(ref reader, "topics");
        }

        return count == 0 ? [] : topics[..count].ToArray();
    }

    private static bool Removed(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw new JsonException("'removed' is no boolean."),
    };
}

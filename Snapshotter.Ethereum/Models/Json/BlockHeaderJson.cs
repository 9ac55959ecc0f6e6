using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models.Json;

/// <summary>Reads block objects with transaction hashes or whole transactions.</summary>
internal static class BlockHeaderJson
{
    /// <summary>A block, or null where the endpoint has none.</summary>
    public static BlockHeader? ReadOrNull(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : Read(ref reader);

    /// <summary>A block.</summary>
    /// <exception cref="JsonException">The value is no block, or a field is missing or of the wrong shape.</exception>
    public static BlockHeader Read(ref Utf8JsonReader reader)
    {
        JsonHex.Expect(ref reader, JsonTokenType.StartObject, "block");
        long? number = null, timestamp = null;
        Hash32? hash = null, parent = null, receipts = null;
        byte[]? bloom = null;
        Hash32[]? transactions = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("number"u8)) { reader.Read(); number = JsonHex.Quantity(ref reader, "number"); }
            else if (reader.ValueTextEquals("hash"u8)) { reader.Read(); hash = JsonHex.Hash(ref reader, "hash"); }
            else if (reader.ValueTextEquals("parentHash"u8)) { reader.Read(); parent = JsonHex.Hash(ref reader, "parentHash"); }
            else if (reader.ValueTextEquals("timestamp"u8)) { reader.Read(); timestamp = JsonHex.Quantity(ref reader, "timestamp"); }
            else if (reader.ValueTextEquals("logsBloom"u8)) { reader.Read(); bloom = JsonHex.Bloom(ref reader, "logsBloom"); }
            else if (reader.ValueTextEquals("receiptsRoot"u8)) { reader.Read(); receipts = reader.TokenType == JsonTokenType.Null ? null : JsonHex.Hash(ref reader, "receiptsRoot"); }
            else if (reader.ValueTextEquals("transactions"u8)) { reader.Read(); transactions = JsonArrays.Read(ref reader, "'transactions'", TransactionHash); }
            else { reader.Read(); reader.Skip(); }
        }

        return new BlockHeader(
            number ?? throw JsonHex.Missing("block", "number"),
            hash ?? throw JsonHex.Missing("block", "hash"),
            parent ?? throw JsonHex.Missing("block", "parentHash"),
            timestamp ?? throw JsonHex.Missing("block", "timestamp"),
            bloom ?? throw JsonHex.Missing("block", "logsBloom"),
            transactions ?? throw JsonHex.Missing("block", "transactions"))
        {
            ReceiptsRoot = receipts,
        };
    }

    private static Hash32 TransactionHash(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return JsonHex.Hash(ref reader, "transactions");
        JsonHex.Expect(ref reader, JsonTokenType.StartObject, "transaction");
        Hash32? hash = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHash = reader.ValueTextEquals("hash"u8);
            reader.Read();
            if (isHash) hash = JsonHex.Hash(ref reader, "hash");
            else reader.Skip();
        }

        return hash ?? throw JsonHex.Missing("transaction", "hash");
    }
}

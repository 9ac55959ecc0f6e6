using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models.Json;

/// <summary>Reads transaction objects.</summary>
internal static class MinedTransactionJson
{
    /// <summary>A transaction, or null where the endpoint has none.</summary>
    public static MinedTransaction? ReadOrNull(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : Read(ref reader);

    /// <summary>A transaction.</summary>
    /// <exception cref="JsonException">The value is no transaction, or a field is missing or of the wrong shape.</exception>
    public static MinedTransaction Read(ref Utf8JsonReader reader)
    {
        JsonHex.Expect(ref reader, JsonTokenType.StartObject, "transaction");
        Hash32? hash = null, block = null;
        Address? from = null, to = null;
        UInt128? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("hash"u8)) { reader.Read(); hash = JsonHex.Hash(ref reader, "hash"); }
            else if (reader.ValueTextEquals("blockHash"u8)) { reader.Read(); block = reader.TokenType == JsonTokenType.Null ? null : JsonHex.Hash(ref reader, "blockHash"); }
            else if (reader.ValueTextEquals("from"u8)) { reader.Read(); from = JsonHex.Address(ref reader, "from"); }
            else if (reader.ValueTextEquals("to"u8)) { reader.Read(); to = JsonHex.AddressOrNull(ref reader, "to"); }
            else if (reader.ValueTextEquals("value"u8)) { reader.Read(); value = JsonHex.Wide(ref reader, "value"); }
            else { reader.Read(); reader.Skip(); }
        }

        return new MinedTransaction(
            hash ?? throw JsonHex.Missing("transaction", "hash"),
            block,
            from ?? throw JsonHex.Missing("transaction", "from"),
            to,
            value ?? throw JsonHex.Missing("transaction", "value"));
    }
}

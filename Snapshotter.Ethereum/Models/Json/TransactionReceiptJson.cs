using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.Models.Json;

/// <summary>Reads receipt objects.</summary>
internal static class TransactionReceiptJson
{
    /// <summary>A receipt, or null where the endpoint has none.</summary>
    public static TransactionReceipt? ReadOrNull(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : Read(ref reader);

    /// <summary>The receipts of a block, or null where the endpoint has no such block.</summary>
    public static TransactionReceipt[]? ReadAllOrNull(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : JsonArrays.Read(ref reader, "list of receipts", Read);

    /// <summary>A receipt.</summary>
    /// <exception cref="JsonException">The value is no receipt, or a field is missing or of the wrong shape.</exception>
    public static TransactionReceipt Read(ref Utf8JsonReader reader)
    {
        JsonHex.Expect(ref reader, JsonTokenType.StartObject, "receipt");
        var fields = default(Fields);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadPlace(ref reader, ref fields) && !ReadGas(ref reader, ref fields) && !ReadOutcome(ref reader, ref fields))
            {
                reader.Read();
                reader.Skip();
            }
        }

        return fields.ToReceipt();
    }

    private static bool ReadPlace(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (reader.ValueTextEquals("transactionHash"u8)) { reader.Read(); fields.TransactionHash = JsonHex.Hash(ref reader, "transactionHash"); }
        else if (reader.ValueTextEquals("transactionIndex"u8)) { reader.Read(); fields.TransactionIndex = JsonHex.Index(ref reader, "transactionIndex"); }
        else if (reader.ValueTextEquals("blockHash"u8)) { reader.Read(); fields.BlockHash = JsonHex.Hash(ref reader, "blockHash"); }
        else if (reader.ValueTextEquals("blockNumber"u8)) { reader.Read(); fields.BlockNumber = JsonHex.Quantity(ref reader, "blockNumber"); }
        else if (reader.ValueTextEquals("from"u8)) { reader.Read(); fields.From = JsonHex.Address(ref reader, "from"); }
        else if (reader.ValueTextEquals("to"u8)) { reader.Read(); fields.To = JsonHex.AddressOrNull(ref reader, "to"); }
        else if (reader.ValueTextEquals("contractAddress"u8)) { reader.Read(); fields.Contract = JsonHex.AddressOrNull(ref reader, "contractAddress"); }
        else return false;
        return true;
    }

    private static bool ReadGas(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (reader.ValueTextEquals("gasUsed"u8)) { reader.Read(); fields.GasUsed = JsonHex.Quantity(ref reader, "gasUsed"); }
        else if (reader.ValueTextEquals("cumulativeGasUsed"u8)) { reader.Read(); fields.CumulativeGasUsed = JsonHex.Quantity(ref reader, "cumulativeGasUsed"); }
        else if (reader.ValueTextEquals("effectiveGasPrice"u8)) { reader.Read(); fields.EffectiveGasPrice = WideOrNull(ref reader, "effectiveGasPrice"); }
        else if (reader.ValueTextEquals("blobGasUsed"u8)) { reader.Read(); fields.BlobGasUsed = QuantityOrNull(ref reader, "blobGasUsed"); }
        else if (reader.ValueTextEquals("blobGasPrice"u8)) { reader.Read(); fields.BlobGasPrice = WideOrNull(ref reader, "blobGasPrice"); }
        else return false;
        return true;
    }

    private static bool ReadOutcome(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (reader.ValueTextEquals("logs"u8)) { reader.Read(); fields.Logs = LogEntryJson.ReadAll(ref reader); }
        else if (reader.ValueTextEquals("logsBloom"u8)) { reader.Read(); fields.Bloom = JsonHex.Bloom(ref reader, "logsBloom"); }
        else if (reader.ValueTextEquals("status"u8)) { reader.Read(); fields.Status = QuantityOrNull(ref reader, "status"); }
        else if (reader.ValueTextEquals("root"u8)) { reader.Read(); fields.Root = RootOrNull(ref reader); }
        else if (reader.ValueTextEquals("type"u8)) { reader.Read(); fields.Type = JsonHex.Index(ref reader, "type"); }
        else return false;
        return true;
    }

    private static long? QuantityOrNull(ref Utf8JsonReader reader, string field) =>
        reader.TokenType == JsonTokenType.Null ? null : JsonHex.Quantity(ref reader, field);

    private static UInt128? WideOrNull(ref Utf8JsonReader reader, string field) =>
        reader.TokenType == JsonTokenType.Null ? null : JsonHex.Wide(ref reader, field);

    // Since Byzantium some clients still write the field, as null or as 0x.
    private static Hash32? RootOrNull(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.SequenceEqual("0x"u8))
            ? null
            : JsonHex.Hash(ref reader, "root");

    private struct Fields
    {
        public Hash32? TransactionHash;
        public int? TransactionIndex;
        public Hash32? BlockHash;
        public long? BlockNumber;
        public Address? From;
        public Address? To;
        public Address? Contract;
        public int? Type;
        public long? Status;
        public Hash32? Root;
        public long? GasUsed;
        public long? CumulativeGasUsed;
        public UInt128? EffectiveGasPrice;
        public long? BlobGasUsed;
        public UInt128? BlobGasPrice;
        public byte[]? Bloom;
        public LogEntry[]? Logs;

        public readonly TransactionReceipt ToReceipt() => new(
            Required(TransactionHash, "transactionHash"),
            Required(TransactionIndex, "transactionIndex"),
            Required(BlockHash, "blockHash"),
            Required(BlockNumber, "blockNumber"),
            Required(From, "from"),
            To,
            Contract,
            Type ?? 0,
            Status switch { null => null, 0 => false, 1 => true, _ => throw new JsonException("'status' is neither 0x0 nor 0x1.") },
            Root,
            Required(GasUsed, "gasUsed"),
            Required(CumulativeGasUsed, "cumulativeGasUsed"),
            EffectiveGasPrice,
            BlobGasUsed,
            BlobGasPrice,
            Bloom ?? throw JsonHex.Missing("receipt", "logsBloom"),
            Logs ?? throw JsonHex.Missing("receipt", "logs"));

        private static T Required<T>(T? value, string field) where T : struct =>
            value ?? throw JsonHex.Missing("receipt", field);
    }
}

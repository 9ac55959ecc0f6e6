using System.Buffers;
using System.Text;
using System.Text.Json;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Reads blocks.json: an array of eth_getBlockByNumber(n, true) results, consecutive and in order.</summary>
internal static class BlocksFile
{
    /// <summary>The blocks, and the hashes of their transactions in the same order.</summary>
    /// <exception cref="RecordedChainException">An entry is no block, or not the one after the entry before.</exception>
    public static (List<RecordedBlock> Blocks, List<Hash32[]> Transactions) Read(RecordedFile file)
    {
        var blocks = new List<RecordedBlock>();
        var transactions = new List<Hash32[]>();
        var json = file.Json;
        file.ForEach((ref Utf8JsonReader reader, int entry) =>
        {
            var ahead = reader;
            var header = BlockHeaderJson.Read(ref ahead);
            if (blocks.Count > 0 && (header.Number != blocks[^1].Number + 1 || header.ParentHash != blocks[^1].Hash))
                throw new JsonException($"Block {header.Number} ({header.Hash}) does not follow block {blocks[^1].Number} ({blocks[^1].Hash}).");
            blocks.Add(Slice(json, ref reader, header));
            transactions.Add(header.Transactions);
        });

        if (blocks.Count == 0) throw new RecordedChainException(file.Path, null, "The file holds no block. Record the chain again.");
        return (blocks, transactions);
    }

    private static RecordedBlock Slice(byte[] json, ref Utf8JsonReader reader, BlockHeader header)
    {
        var start = (int)reader.TokenStartIndex;
        var list = default(JsonSlice);
        var slices = new List<JsonSlice>(header.Transactions.Length);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("transactions"u8);
            reader.Read();
            if (!isList)
            {
                reader.Skip();
                continue;
            }

            var listStart = (int)reader.TokenStartIndex;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException($"Block {header.Number} holds transaction hashes instead of transactions.");
                slices.Add(Value(ref reader));
            }

            list = new JsonSlice(listStart, (int)reader.BytesConsumed - listStart);
        }

        var full = new JsonSlice(start, (int)reader.BytesConsumed - start);
        return new RecordedBlock(header.Number, header.Hash, header.ParentHash, full, WithHashes(json, full, list, header.Transactions), [.. slices]);
    }

    /// <summary>The slice of the value the reader stands on; the reader then stands on its last token.</summary>
    public static JsonSlice Value(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return new JsonSlice(start, (int)reader.BytesConsumed - start);
    }

    private static byte[] WithHashes(byte[] json, JsonSlice block, JsonSlice list, Hash32[] hashes)
    {
        var listEnd = list.Offset + list.Length;
        var buffer = new ArrayBufferWriter<byte>(block.Length - list.Length + 2 + (hashes.Length * 69));
        buffer.Write(json.AsSpan(block.Offset, list.Offset - block.Offset));
        buffer.Write("["u8);
        for (var i = 0; i < hashes.Length; i++)
        {
            if (i > 0) buffer.Write(","u8);
            buffer.Write("\""u8);
            buffer.Write(Encoding.ASCII.GetBytes(hashes[i].ToString()));
            buffer.Write("\""u8);
        }

        buffer.Write("]"u8);
        buffer.Write(json.AsSpan(listEnd, block.Offset + block.Length - listEnd));
        return buffer.WrittenSpan.ToArray();
    }
}

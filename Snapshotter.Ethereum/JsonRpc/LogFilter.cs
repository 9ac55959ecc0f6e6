using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Which logs are asked for: those of a block range, or of one block by its hash (EIP-234).</summary>
/// <param name="Addresses">The emitting contracts; empty means any.</param>
/// <param name="Topics">For each position null or an empty list for any value, otherwise the values of which one must stand there.</param>
/// <param name="FromBlock">The first height, inclusive; not used with <see cref="BlockHash"/>.</param>
/// <param name="ToBlock">The last height, inclusive; not used with <see cref="BlockHash"/>.</param>
public sealed record LogFilter(
    IReadOnlyList<Address> Addresses,
    IReadOnlyList<IReadOnlyList<Hash32>?> Topics,
    long FromBlock,
    long ToBlock)
{
    /// <summary>The one block meant, or null when the range is.</summary>
    public Hash32? BlockHash { get; init; }

    /// <summary>How many blocks are asked for; 1 where the end is open, because such a range cannot be cut.</summary>
    public long BlockCount => BlockHash is null && !IsOpen ? ToBlock - FromBlock + 1 : 1;

    /// <summary>Whether the range ends with whatever block is the newest.</summary>
    public bool IsOpen => BlockHash is null && ToBlock == long.MaxValue;

    /// <summary>The logs from a height to the newest block. An endpoint that finds that too much is not asked in parts: how many blocks there are is not known.</summary>
    public static LogFilter Since(long fromBlock, IReadOnlyList<Address> addresses, IReadOnlyList<IReadOnlyList<Hash32>?> topics) =>
        new(addresses, topics, fromBlock, long.MaxValue);

    /// <summary>The logs of the block with this hash, whatever its height.</summary>
    public static LogFilter OfBlock(Hash32 blockHash, IReadOnlyList<Address> addresses, IReadOnlyList<IReadOnlyList<Hash32>?> topics) =>
        new(addresses, topics, 0, 0) { BlockHash = blockHash };

    /// <summary>Refuses a filter that no endpoint can answer.</summary>
    /// <exception cref="ArgumentException">The range is reversed or negative, or there are more than four topic positions.</exception>
    internal void Validate()
    {
        if (BlockHash is null && (FromBlock < 0 || ToBlock < FromBlock))
            throw new ArgumentException($"Blocks {FromBlock} to {ToBlock} are no range: the first must not be negative or above the last.", nameof(FromBlock));
        if (Topics.Count > 4)
            throw new ArgumentException($"A log has at most four topics; the filter names {Topics.Count}.", nameof(Topics));
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        WriteBlocks(writer);
        if (Addresses.Count > 0)
        {
            writer.WriteStartArray("address"u8);
            foreach (var address in Addresses) JsonParameters.WriteHex(writer, address.Bytes);
            writer.WriteEndArray();
        }

        if (Topics.Count > 0)
        {
            writer.WriteStartArray("topics"u8);
            foreach (var position in Topics) WritePosition(writer, position);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteBlocks(Utf8JsonWriter writer)
    {
        if (BlockHash is { } hash)
        {
            writer.WritePropertyName("blockHash"u8);
            JsonParameters.WriteHex(writer, hash.Bytes);
            return;
        }

        writer.WritePropertyName("fromBlock"u8);
        JsonParameters.WriteQuantity(writer, FromBlock);
        writer.WritePropertyName("toBlock"u8);
        if (IsOpen) writer.WriteStringValue("latest"u8);
        else JsonParameters.WriteQuantity(writer, ToBlock);
    }

    private static void WritePosition(Utf8JsonWriter writer, IReadOnlyList<Hash32>? position)
    {
        if (position is null or { Count: 0 })
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var topic in position) JsonParameters.WriteHex(writer, topic.Bytes);
        writer.WriteEndArray();
    }
}

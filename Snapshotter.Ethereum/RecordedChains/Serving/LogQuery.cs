using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>Which recorded blocks and logs an eth_getLogs asks for. Its refusals follow geth's.</summary>
/// <param name="First">The first block.</param>
/// <param name="Last">The last block.</param>
/// <param name="Matcher">Tells which of their logs.</param>
internal sealed record LogQuery(RecordedBlock First, RecordedBlock Last, LogMatcher Matcher)
{
    private const int MaxTopics = 4;
    private const int MaxValues = 10_000;

    /// <summary>Reads the filter object.</summary>
    public static LogQuery Read(JsonElement filter, RecordedChain chain, long head, long? maxBlocks)
    {
        if (filter.ValueKind != JsonValueKind.Object) throw RpcRefusalException.Invalid("invalid argument 0: the filter must be an object");
        var (first, last) = Blocks(filter, chain, head, maxBlocks);
        var asked = new LogFilter(Addresses(filter), Topics(filter), first.Number, last.Number);
        return new LogQuery(first, last, new LogMatcher(asked));
    }

    private static (RecordedBlock First, RecordedBlock Last) Blocks(JsonElement filter, RecordedChain chain, long head, long? maxBlocks)
    {
        var from = Parameters.Member(filter, "fromBlock"u8);
        var to = Parameters.Member(filter, "toBlock"u8);
        if (Parameters.Member(filter, "blockHash"u8) is { } hash)
        {
            if (from is not null || to is not null)
                throw RpcRefusalException.Invalid("invalid argument 0: cannot specify both BlockHash and FromBlock/ToBlock, choose one or the other");
            var block = chain.FindBlock(Parameters.Hash(hash, "blockHash"));
            return block is not null && block.Number <= head ? (block, block) : throw new RpcRefusalException(RpcRefusalException.ServerError, "unknown block");
        }

        var first = from is null ? head : Parameters.Height(from.Value, chain, head);
        var last = to is null ? head : Parameters.Height(to.Value, chain, head);
        if (first > last) throw RpcRefusalException.Invalid("invalid block range params");
        if (last > head) throw RpcRefusalException.Invalid("block range extends beyond current head block");
        if (last - first >= maxBlocks) throw new RpcRefusalException(RpcRefusalException.LimitExceeded, $"block range is too wide, at most {maxBlocks} blocks");
        return (chain.FindBlock(first) ?? throw NotRecorded(first, chain), chain.FindBlock(last) ?? throw NotRecorded(last, chain));
    }

    private static RpcRefusalException NotRecorded(long number, RecordedChain chain) =>
        new(RpcRefusalException.ServerError, $"block {number} is not recorded in this chain, which holds {chain.First} to {chain.Last}");

    private static Address[] Addresses(JsonElement filter)
    {
        if (Parameters.Member(filter, "address"u8) is not { } address) return [];
        return address.ValueKind == JsonValueKind.Array ? [.. Items(address, "address").Select(item => Parameters.Address(item, "address"))] : [Parameters.Address(address, "address")];
    }

    private static IReadOnlyList<Hash32>?[] Topics(JsonElement filter)
    {
        if (Parameters.Member(filter, "topics"u8) is not { } topics) return [];
        var positions = Items(topics, "topics").Select(Position).ToArray();
        return positions.Length <= MaxTopics ? positions : throw RpcRefusalException.Invalid("exceed max topics");
    }

    // A null among the values of a position makes any value match, as in geth.
    private static Hash32[]? Position(JsonElement position) => position.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => position.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null)
            ? null
            : [.. Items(position, "topics").Select(item => Parameters.Hash(item, "topics"))],
        _ => [Parameters.Hash(position, "topics")],
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Array) throw RpcRefusalException.Invalid($"invalid argument 0: {name} must be an array");
        if (value.GetArrayLength() > MaxValues) throw RpcRefusalException.Invalid($"invalid argument 0: {name} holds more than {MaxValues} values");
        return value.EnumerateArray();
    }
}

using System.Text.Json;
using Snapshotter.Ethereum.Hashing;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>Writes blocks.json and receipts.json: every trade is a transaction, and the blooms hold what the logs say.</summary>
internal sealed class BlocksWriter : IDisposable
{
    private const int SecondsPerBlock = 12;
    private const int FirstTimestamp = 1_700_000_000;

    private static readonly string Trader = SyntheticToken.AddressOf("trader").ToString();

    private readonly JsonArrayFile _blocksFile;
    private readonly JsonArrayFile _receiptsFile;
    private readonly Utf8JsonWriter _blocks;
    private readonly Utf8JsonWriter _receipts;
    private ulong _seed;
    private long _number;
    private long _timestamp = FirstTimestamp;
    private Hash32 _parent;

    public BlocksWriter(string blocksPath, string receiptsPath, SyntheticChainOptions options)
    {
        _blocksFile = new JsonArrayFile(blocksPath);
        _receiptsFile = new JsonArrayFile(receiptsPath);
        (_blocks, _receipts) = (_blocksFile.Json, _receiptsFile.Json);
        _seed = options.Seed;
        _number = options.FirstBlock;
        _parent = HashOf("block", _number - 1);
    }

    /// <summary>From the next block on hashes are others, and blocks come a second later.</summary>
    public void Branch(ulong seed)
    {
        _seed = seed;
        _timestamp++;
    }

    /// <summary>Writes the next block.</summary>
    public void Write(IEnumerable<SyntheticTrade> trades)
    {
        var hash = HashOf("block", _number);
        var bloom = new byte[LogsBloom.Size];
        var transactions = new List<Hash32>();
        var logIndex = 0;
        foreach (var trade in trades)
        {
            var transaction = HashOf($"transaction {transactions.Count}", _number);
            foreach (var log in trade.Logs)
            {
                LogsBloom.Add(bloom, trade.Pair.Bytes);
                foreach (var topic in log.Topics) LogsBloom.Add(bloom, topic.Bytes);
            }

            WriteReceipt(trade, transaction, transactions.Count, hash, ref logIndex);
            transactions.Add(transaction);
        }

        WriteBlock(hash, bloom, transactions);
        Flush();
        _number++;
        _timestamp += SecondsPerBlock;
        _parent = hash;
    }

    public void Dispose()
    {
        _blocksFile.Dispose();
        _receiptsFile.Dispose();
    }

    private void WriteBlock(Hash32 hash, byte[] bloom, List<Hash32> transactions)
    {
        _blocks.WriteStartObject();
        _blocks.WriteString("number", Quantity(_number));
        _blocks.WriteString("hash", hash.ToString());
        _blocks.WriteString("parentHash", _parent.ToString());
        _blocks.WriteString("timestamp", Quantity(_timestamp));
        _blocks.WriteString("logsBloom", Hex.Prefixed(bloom));
        _blocks.WriteStartArray("transactions");
        foreach (var transaction in transactions)
        {
            _blocks.WriteStartObject();
            _blocks.WriteString("hash", transaction.ToString());
            _blocks.WriteEndObject();
        }

        _blocks.WriteEndArray();
        _blocks.WriteEndObject();
    }

    private void WriteReceipt(SyntheticTrade trade, Hash32 transaction, int index, Hash32 block, ref int logIndex)
    {
        var bloom = new byte[LogsBloom.Size];
        _receipts.WriteStartObject();
        WritePlace(transaction, index, block);
        _receipts.WriteString("from", Trader);
        _receipts.WriteString("to", trade.Pair.ToString());
        _receipts.WriteString("status", "0x1");
        _receipts.WriteString("gasUsed", "0x186a0");
        _receipts.WriteString("cumulativeGasUsed", Quantity(100_000L * (index + 1)));
        _receipts.WriteStartArray("logs");
        foreach (var log in trade.Logs)
        {
            LogsBloom.Add(bloom, trade.Pair.Bytes);
            _receipts.WriteStartObject();
            _receipts.WriteString("address", trade.Pair.ToString());
            _receipts.WriteStartArray("topics");
            foreach (var topic in log.Topics)
            {
                LogsBloom.Add(bloom, topic.Bytes);
                _receipts.WriteStringValue(topic.ToString());
            }

            _receipts.WriteEndArray();
            _receipts.WriteString("data", Hex.Prefixed(log.Data));
            WritePlace(transaction, index, block);
            _receipts.WriteString("logIndex", Quantity(logIndex++));
            _receipts.WriteBoolean("removed", false);
            _receipts.WriteEndObject();
        }

        _receipts.WriteEndArray();
        _receipts.WriteString("logsBloom", Hex.Prefixed(bloom));
        _receipts.WriteEndObject();
    }

    private void WritePlace(Hash32 transaction, int index, Hash32 block)
    {
        _receipts.WriteString("transactionHash", transaction.ToString());
        _receipts.WriteString("transactionIndex", Quantity(index));
        _receipts.WriteString("blockHash", block.ToString());
        _receipts.WriteString("blockNumber", Quantity(_number));
    }

    private void Flush()
    {
        _blocks.Flush();
        _receipts.Flush();
    }

    private Hash32 HashOf(string what, long number) => Keccak256.Hash(FormattableString.Invariant($"{_seed} {what} {number}"));

    private static string Quantity(long value) => FormattableString.Invariant($"0x{value:x}");
}

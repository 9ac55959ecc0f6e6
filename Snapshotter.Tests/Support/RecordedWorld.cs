using System.Collections.Concurrent;
using System.Text.Json;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Tests.Support;

/// <summary>A recorded chain with its headers and logs as models, loaded once for all tests that share it.</summary>
internal sealed class RecordedWorld
{
    private static readonly Lazy<RecordedWorld> LazyGolden = new(() => new RecordedWorld(Repository.Golden("chain")));
    private static readonly Lazy<RecordedWorld> LazyMainnet = new(() => new RecordedWorld(Repository.PathOf("samples", "mainnet-17686110")));

    private static readonly Lazy<RecordedWorld> LazyQuests = new(() => new RecordedWorld(Repository.Golden("zkevm")));

    private readonly ConcurrentDictionary<long, BlockHeader> _headers = new();
    private readonly ConcurrentDictionary<long, TransactionReceipt[]> _receipts = new();
    private readonly Dictionary<Address, LogEntry[]> _logs;

    public RecordedWorld(string folder)
    {
        Chain = RecordedChain.Load(folder);
        _logs = AllLogs().GroupBy(log => log.Address).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>The local chain whose snapshots the original built (Golden/chain).</summary>
    public static RecordedWorld Golden => LazyGolden.Value;

    /// <summary>Real mainnet blocks (samples/mainnet-17686110).</summary>
    public static RecordedWorld Mainnet => LazyMainnet.Value;

    /// <summary>The local chain over which the original's quests ran (Golden/zkevm).</summary>
    public static RecordedWorld Quests => LazyQuests.Value;

    public RecordedChain Chain { get; }

    public BlockHeader Header(long number) => _headers.GetOrAdd(number, ReadHeader);

    public Hash32 HashOf(long number) => number == Chain.First - 1 ? Header(Chain.First).ParentHash : Header(number).Hash;

    public IEnumerable<LogEntry> Logs(Address contract) => _logs.GetValueOrDefault(contract) ?? [];

    public IReadOnlyList<TransactionReceipt> Receipts(long number) => _receipts.GetOrAdd(number, ReadReceipts);

    public MinedTransaction Transaction(Hash32 hash)
    {
        var (block, index) = Chain.FindTransaction(hash) ?? throw new InvalidOperationException($"Transaction {hash} is not recorded.");
        var reader = new Utf8JsonReader(block.Transactions[index].Of(Chain.BlocksJson));
        reader.Read();
        return MinedTransactionJson.Read(ref reader);
    }

    private TransactionReceipt[] ReadReceipts(long number) => Array.ConvertAll(Chain.FindBlock(number)!.Receipts, slice =>
    {
        var reader = new Utf8JsonReader(slice.Of(Chain.ReceiptsJson));
        reader.Read();
        return TransactionReceiptJson.Read(ref reader);
    });

    private BlockHeader ReadHeader(long number)
    {
        var block = Chain.FindBlock(number) ?? throw new InvalidOperationException($"Block {number} is not recorded.");
        var reader = new Utf8JsonReader(block.WithHashes);
        reader.Read();
        return BlockHeaderJson.Read(ref reader);
    }

    private List<LogEntry> AllLogs()
    {
        var logs = new List<LogEntry>();
        foreach (ref readonly var log in Chain.LogsOf(Chain.FindBlock(Chain.First)!, Chain.FindBlock(Chain.Last)!))
        {
            var reader = new Utf8JsonReader(log.Json.Of(Chain.ReceiptsJson));
            reader.Read();
            logs.Add(LogEntryJson.Read(ref reader));
        }

        return logs;
    }
}

using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>A run of consecutive blocks with all receipts, and the answers to some calls, read from a folder.</summary>
/// <remarks>
/// The folder holds <c>blocks.json</c> (eth_getBlockByNumber results with whole transactions), <c>receipts.json</c> (every
/// receipt of these blocks), <c>calls.json</c> (<c>{to, data, block, result}</c>, block a hex number or "latest") and
/// <c>meta.json</c> (chainId; without it the transactions tell); the first three may be packed as <c>.json.gz</c>. Logs are those of the receipts, so a <c>logs.json</c> beside them is not read.
/// Kept in memory are the files' bytes and small indexes into them. Immutable, so safe for use by many threads.
/// </remarks>
public sealed class RecordedChain
{
    private readonly RecordedBlock[] _blocks;
    private readonly RecordedLog[] _logs;
    private readonly Hash32[] _topics;
    private readonly Dictionary<Hash32, long> _numbers;
    private readonly Dictionary<Hash32, (int Block, int Index)> _transactions;
    private readonly Dictionary<RecordedCallKey, RecordedCallAnswer> _calls;

    private RecordedChain(long chainId, RecordedFile blocksFile, RecordedFile receiptsFile, RecordedFile? callsFile)
    {
        ChainId = chainId;
        BlocksJson = blocksFile.Json;
        ReceiptsJson = receiptsFile.Json;
        CallsJson = callsFile?.Json ?? [];
        var (blocks, hashes) = BlocksFile.Read(blocksFile);
        var receipts = ReceiptsFile.Read(receiptsFile);
        _blocks = [.. blocks.Select((block, index) => receipts.Attach(block, hashes[index]))];
        _logs = [.. receipts.Logs];
        _topics = [.. receipts.Topics];
        _calls = callsFile is null ? [] : CallsFile.Read(callsFile);
        _numbers = _blocks.ToDictionary(block => block.Hash, block => block.Number);
        _transactions = [];
        for (var block = 0; block < hashes.Count; block++)
        {
            for (var index = 0; index < hashes[block].Length; index++) _transactions[hashes[block][index]] = (block, index);
        }
    }

    /// <summary>The chain's id (EIP-155).</summary>
    public long ChainId { get; }

    /// <summary>The height of the first block recorded.</summary>
    public long First => _blocks[0].Number;

    /// <summary>The height of the last block recorded.</summary>
    public long Last => _blocks[^1].Number;

    /// <summary>How many transactions the blocks hold.</summary>
    public int TransactionCount => _transactions.Count;

    /// <summary>How many logs the blocks hold.</summary>
    public int LogCount => _logs.Length;

    /// <summary>How many calls have a recorded answer.</summary>
    public int CallCount => _calls.Count;

    internal byte[] BlocksJson { get; }

    internal byte[] ReceiptsJson { get; }

    internal byte[] CallsJson { get; }

    /// <summary>Reads the folder.</summary>
    /// <exception cref="RecordedChainException">A file is missing or damaged, or the files do not belong together.</exception>
    public static RecordedChain Load(string folder)
    {
        if (!Directory.Exists(folder)) throw new RecordedChainException(folder, null, "There is no such folder. Name one that holds blocks.json.gz, receipts.json.gz and meta.json.");
        var blocks = RecordedFile.Read(folder, "blocks");
        return new RecordedChain(
            MetaFile.ReadChainId(folder, blocks),
            blocks,
            RecordedFile.Read(folder, "receipts"),
            RecordedFile.TryRead(folder, "calls"));
    }

    internal RecordedBlock? FindBlock(long number) => number >= First && number <= Last ? _blocks[number - First] : null;

    internal RecordedBlock? FindBlock(Hash32 hash) => _numbers.TryGetValue(hash, out var number) ? FindBlock(number) : null;

    /// <summary>The height of a block. That of the one before the first is told as well: calls at it may be recorded.</summary>
    internal long? HeightOf(Hash32 hash)
    {
        if (_numbers.TryGetValue(hash, out var number)) return number;
        return hash == _blocks[0].ParentHash ? First - 1 : null;
    }

    internal (RecordedBlock Block, int Index)? FindTransaction(Hash32 hash) =>
        _transactions.TryGetValue(hash, out var place) ? (_blocks[place.Block], place.Index) : null;

    internal RecordedCallAnswer? FindCall(Address to, ReadOnlySpan<byte> data, long block)
    {
        var key = RecordedCallKey.Of(to, data, block);
        if (_calls.TryGetValue(key, out var answer)) return answer;
        return _calls.TryGetValue(key with { Block = RecordedCallKey.AnyBlock }, out answer) ? answer : null;
    }

    /// <summary>All logs of the blocks from the first to the last, in order.</summary>
    internal ReadOnlySpan<RecordedLog> LogsOf(RecordedBlock first, RecordedBlock last) =>
        _logs.AsSpan(first.FirstLog, last.FirstLog + last.LogCount - first.FirstLog);

    internal ReadOnlySpan<Hash32> TopicsOf(in RecordedLog log) => _topics.AsSpan(log.FirstTopic, log.TopicCount);
}

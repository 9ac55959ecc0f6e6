using System.Text.Json;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Reads receipts.json: an array of the receipts of all transactions of the blocks.</summary>
internal sealed class ReceiptsFile
{
    private readonly RecordedFile _file;
    private readonly Dictionary<Hash32, Receipt> _receipts = [];

    private ReceiptsFile(RecordedFile file) => _file = file;

    /// <summary>The topics of all logs in the order of the chain.</summary>
    public List<Hash32> Topics { get; } = [];

    /// <summary>All logs in the order of the chain.</summary>
    public List<RecordedLog> Logs { get; } = [];

    /// <summary>Reads the file.</summary>
    /// <exception cref="RecordedChainException">An entry is no receipt, or is there twice.</exception>
    public static ReceiptsFile Read(RecordedFile file)
    {
        var receipts = new ReceiptsFile(file);
        file.ForEach((ref Utf8JsonReader reader, int entry) =>
        {
            var ahead = reader;
            var receipt = TransactionReceiptJson.Read(ref ahead);
            if (!receipts._receipts.TryAdd(receipt.TransactionHash, Slice(ref reader, receipt)))
                throw new JsonException($"The receipt of transaction {receipt.TransactionHash} is there twice.");
        });
        return receipts;
    }

    /// <summary>Gives a block its receipts and takes their logs up; blocks must come in order.</summary>
    /// <exception cref="RecordedChainException">A receipt is missing or of another block.</exception>
    public RecordedBlock Attach(RecordedBlock block, Hash32[] transactions)
    {
        var slices = new JsonSlice[transactions.Length];
        var firstLog = Logs.Count;
        for (var i = 0; i < transactions.Length; i++)
        {
            if (!_receipts.Remove(transactions[i], out var receipt)) throw Fault($"There is no receipt of transaction {transactions[i]} of block {block.Number}.");
            if (receipt.BlockHash != block.Hash) throw Fault($"The receipt of transaction {transactions[i]} is not of block {block.Number} ({block.Hash}).");
            slices[i] = receipt.Json;
            foreach (var log in receipt.Logs)
            {
                Logs.Add(new RecordedLog(log.Address, Topics.Count, log.Topics.Length, log.Json));
                Topics.AddRange(log.Topics);
            }
        }

        return block with { Receipts = slices, FirstLog = firstLog, LogCount = Logs.Count - firstLog };
    }

    private RecordedChainException Fault(string fault) => new(_file.Path, null, $"{fault} Record the chain again.");

    private static Receipt Slice(ref Utf8JsonReader reader, TransactionReceipt receipt)
    {
        var start = (int)reader.TokenStartIndex;
        var logs = new List<Log>(receipt.Logs.Length);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isLogs = reader.ValueTextEquals("logs"u8);
            reader.Read();
            if (!isLogs)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var log = receipt.Logs[logs.Count];
                logs.Add(new Log(log.Address, log.Topics, BlocksFile.Value(ref reader)));
            }
        }

        return new Receipt(receipt.BlockHash, new JsonSlice(start, (int)reader.BytesConsumed - start), logs);
    }

    private sealed record Receipt(Hash32 BlockHash, JsonSlice Json, List<Log> Logs);

    private readonly record struct Log(Address Address, Hash32[] Topics, JsonSlice Json);
}

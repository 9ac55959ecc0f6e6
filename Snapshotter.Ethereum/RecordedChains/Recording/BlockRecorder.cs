using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains.Recording;

/// <summary>Reads blocks and their receipts as the endpoint sends them.</summary>
internal sealed class BlockRecorder(RpcClient client, string folder)
{
    private const string Purpose = "record";
    private bool _hasBlockReceipts = true;

    /// <summary>The blocks of a range and their receipts, as two JSON arrays.</summary>
    /// <exception cref="RpcException">The endpoint fails.</exception>
    /// <exception cref="RecordedChainException">The endpoint lacks a block or receipt, or the chain changed meanwhile.</exception>
    public async Task<(byte[] Blocks, byte[] Receipts)> ReadAsync(long from, long to, CancellationToken cancellationToken)
    {
        var blocks = await ReadBlocksAsync(from, to, cancellationToken);
        var receipts = await ReadReceiptsAsync(blocks, cancellationToken);
        return (JsonArrayText.Of(blocks.Select(block => block.Json)), JsonArrayText.Of(receipts));
    }

    private async Task<List<Block>> ReadBlocksAsync(long from, long to, CancellationToken cancellationToken)
    {
        var batch = client.CreateBatch(Purpose);
        var answers = new List<RpcAnswer<JsonElement>>();
        for (var number = from; number <= to; number++)
        {
            answers.Add(batch.Raw(RpcMethods.GetBlockByNumber, BlockTag.At(number).ToString(), true));
        }

        await batch.SendAsync(cancellationToken);
        return [.. answers.Select((answer, index) => ToBlock(answer.Value, from + index))];
    }

    private Block ToBlock(JsonElement json, long number)
    {
        if (json.ValueKind != JsonValueKind.Object) throw Fault(number, "The endpoint does not know the block.");
        var hash = json.TryGetProperty("hash"u8, out var value) && Hash32.TryParse(Raw(value), out var parsed) ? parsed : throw Fault(number, "The endpoint's block has no hash.");
        var transactions = json.TryGetProperty("transactions"u8, out var list) && list.ValueKind == JsonValueKind.Array ? list : throw Fault(number, "The endpoint's block has no transactions.");
        return new Block(number, hash, json, [.. transactions.EnumerateArray().Select(transaction => TransactionHash(transaction, number))]);
    }

    private Hash32 TransactionHash(JsonElement transaction, long number) =>
        transaction.ValueKind == JsonValueKind.Object && transaction.TryGetProperty("hash"u8, out var value) && Hash32.TryParse(Raw(value), out var hash)
            ? hash
            : throw Fault(number, "The endpoint's block holds a transaction without a hash.");

    private async Task<List<JsonElement>> ReadReceiptsAsync(List<Block> blocks, CancellationToken cancellationToken)
    {
        var batch = client.CreateBatch(Purpose);
        var answers = blocks.Select(block => (Block: block, Receipts: _hasBlockReceipts ? batch.Raw(RpcMethods.GetBlockReceipts, block.Hash.ToString()) : null)).ToList();
        if (_hasBlockReceipts) await batch.SendAsync(cancellationToken);
        if (answers.Any(answer => answer.Receipts?.Error?.Kind == RpcErrorKind.MethodNotFound)) _hasBlockReceipts = false;

        var receipts = new List<JsonElement>();
        foreach (var (block, answer) in answers)
        {
            var ofBlock = _hasBlockReceipts && answer is not null ? Items(answer.Value, block) : await ReadOneByOneAsync(block, cancellationToken);
            Check(ofBlock, block);
            receipts.AddRange(ofBlock);
        }

        return receipts;
    }

    private List<JsonElement> Items(JsonElement receipts, Block block) =>
        receipts.ValueKind == JsonValueKind.Array ? [.. receipts.EnumerateArray()] : throw Fault(block.Number, "The endpoint has no receipts of the block.");

    private async Task<List<JsonElement>> ReadOneByOneAsync(Block block, CancellationToken cancellationToken)
    {
        var batch = client.CreateBatch(Purpose);
        var answers = block.Transactions.Select(hash => batch.Raw(RpcMethods.GetTransactionReceipt, hash.ToString())).ToList();
        await batch.SendAsync(cancellationToken);
        return [.. answers.Select(answer => answer.Value)];
    }

    private void Check(List<JsonElement> receipts, Block block)
    {
        if (receipts.Count != block.Transactions.Length)
            throw Fault(block.Number, $"The endpoint has {receipts.Count} receipts of {block.Transactions.Length} transactions.");
        for (var i = 0; i < receipts.Count; i++)
        {
            if (!Is(receipts[i], "transactionHash"u8, block.Transactions[i]) || !Is(receipts[i], "blockHash"u8, block.Hash))
                throw Fault(block.Number, $"Receipt {i} is not of transaction {block.Transactions[i]} in block {block.Hash}; the chain may have been reorganised meanwhile.");
        }
    }

    private static bool Is(JsonElement receipt, ReadOnlySpan<byte> member, Hash32 expected) =>
        receipt.ValueKind == JsonValueKind.Object && receipt.TryGetProperty(member, out var value) && Hash32.TryParse(Raw(value), out var hash) && hash == expected;

    private static ReadOnlySpan<byte> Raw(JsonElement value) => value.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(value)[1..^1] : [];

    private RecordedChainException Fault(long number, string fault) =>
        new(folder, string.Create(CultureInfo.InvariantCulture, $"block {number}"), fault + " Run the recording again; it goes on where it stopped.");

    private sealed record Block(long Number, Hash32 Hash, JsonElement Json, Hash32[] Transactions);
}

using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>Reads a block's transaction hashes, then the receipt of each of them.</summary>
internal sealed class ReceiptsOfBlock : IRpcCall
{
    private readonly BlockTag _block;
    private readonly RpcAnswer<TransactionReceipt[]?> _answer;
    private BlockHeader? _staged;

    public ReceiptsOfBlock(BlockTag block, RpcAnswer<TransactionReceipt[]?> answer)
    {
        _block = block;
        _answer = answer;
    }

    public string Method => AnswerRules.BlockMethod(_block);

    public void WriteParameters(Utf8JsonWriter writer)
    {
        _block.WriteText(writer);
        writer.WriteBooleanValue(false);
    }

    public RpcFault? Read(ref Utf8JsonReader reader)
    {
        _staged = BlockHeaderJson.ReadOrNull(ref reader);
        return AnswerRules.Block(_staged, _block);
    }

    public IReadOnlyList<IRpcCall> Accept()
    {
        if (_staged is { Transactions.Length: > 0 } block) return [.. Receipts(block)];
        _answer.Complete(_staged is null ? null : []);
        return [];
    }

    public IReadOnlyList<IRpcCall> Instead(EndpointTraits traits) => [];

    public IReadOnlyList<IRpcCall> Remedy(RpcFault fault, EndpointTraits traits) => [];

    public void Fail(RpcError error) => _answer.Fail(error);

    private IEnumerable<IRpcCall> Receipts(BlockHeader block)
    {
        var receipts = new TransactionReceipt[block.Transactions.Length];
        var missing = receipts.Length;
        for (var i = 0; i < receipts.Length; i++)
        {
            var index = i;
            yield return new ReceiptOfBlock(block.Transactions[i], block, receipt =>
            {
                receipts[index] = receipt;
                if (--missing == 0 && _answer.Error is null) _answer.Complete(receipts);
            }, Fail);
        }
    }

    /// <summary>One receipt that must exist and be of the block.</summary>
    private sealed class ReceiptOfBlock(Hash32 transaction, BlockHeader block, Action<TransactionReceipt> done, Action<RpcError> failed) : IRpcCall
    {
        private TransactionReceipt? _staged;

        public string Method => RpcMethods.GetTransactionReceipt;

        public void WriteParameters(Utf8JsonWriter writer) => JsonParameters.WriteHex(writer, transaction.Bytes);

        public RpcFault? Read(ref Utf8JsonReader reader)
        {
            _staged = TransactionReceiptJson.ReadOrNull(ref reader);
            if (_staged is null) return new RpcFault(RpcErrorKind.Lagging, $"there is no receipt of transaction {transaction} in block {block.Number} yet.");
            if (_staged.BlockHash != block.Hash) return new RpcFault(RpcErrorKind.WrongAnswer, $"the receipt of transaction {transaction} is of block {_staged.BlockHash}, not {block.Hash}.");
            return AnswerRules.Receipt(_staged, transaction);
        }

        public IReadOnlyList<IRpcCall> Accept()
        {
            done(_staged!);
            return [];
        }

        public IReadOnlyList<IRpcCall> Instead(EndpointTraits traits) => [];

        public IReadOnlyList<IRpcCall> Remedy(RpcFault fault, EndpointTraits traits) => [];

        public void Fail(RpcError error) => failed(error);
    }
}

using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;

namespace Snapshotter.Ethereum.JsonRpc.Calls;

/// <summary>eth_getBlockReceipts, or the receipts of the block's transactions one by one where the endpoint does not offer it.</summary>
internal sealed class BlockReceiptsCall : IRpcCall
{
    private readonly BlockTag _block;
    private readonly RpcAnswer<TransactionReceipt[]?> _answer;
    private TransactionReceipt[]? _staged;

    public BlockReceiptsCall(BlockTag block, RpcAnswer<TransactionReceipt[]?> answer)
    {
        _block = block;
        _answer = answer;
    }

    public string Method => RpcMethods.GetBlockReceipts;

    public void WriteParameters(Utf8JsonWriter writer) => _block.WriteText(writer);

    public RpcFault? Read(ref Utf8JsonReader reader)
    {
        _staged = TransactionReceiptJson.ReadAllOrNull(ref reader);
        return _staged is null ? null : AnswerRules.Receipts(_staged, _block);
    }

    public IReadOnlyList<IRpcCall> Accept()
    {
        _answer.Complete(_staged);
        return [];
    }

    public IReadOnlyList<IRpcCall> Instead(EndpointTraits traits) => traits.HasBlockReceipts ? [] : OneByOne();

    public IReadOnlyList<IRpcCall> Remedy(RpcFault fault, EndpointTraits traits)
    {
        if (fault.Kind != RpcErrorKind.MethodNotFound) return [];
        traits.LacksBlockReceipts();
        return OneByOne();
    }

    public void Fail(RpcError error) => _answer.Fail(error);

    private IReadOnlyList<IRpcCall> OneByOne() => [new ReceiptsOfBlock(_block, _answer)];
}

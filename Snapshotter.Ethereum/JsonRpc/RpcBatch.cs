using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc.Calls;
using Snapshotter.Ethereum.JsonRpc.Endpoints;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc;

/// <summary>Calls that are sent together: first each is asked for, then the batch is sent once, then the answers are read.</summary>
/// <remarks>
/// Methods mix freely; the batch becomes as few HTTP requests as the limits allow, normally one. A call that fails
/// fails alone: its answer carries the error. Not safe for use by many threads.
/// </remarks>
public sealed class RpcBatch
{
    private readonly RpcDispatcher _dispatcher;
    private readonly RpcPurpose _purpose;
    private readonly List<IRpcCall> _calls = [];
    private HashSet<AnsweredRound>? _rounds;

    internal RpcBatch(RpcDispatcher dispatcher, RpcPurpose purpose)
    {
        _dispatcher = dispatcher;
        _purpose = purpose;
    }

    /// <summary>How many calls it holds.</summary>
    public int Count => _calls.Count;

    /// <summary>
    /// Whether all answers were given at once by one endpoint, and so of one fork. What failed is sent again, and by then, or at another endpoint, a height may be another
    /// block.
    /// </summary>
    public bool IsAnsweredAtOnce => _rounds is { Count: <= 1 };

    /// <summary>The height of the newest block the endpoint knows.</summary>
    public RpcAnswer<long> BlockNumber() =>
        Add(RpcMethods.BlockNumber, static _ => { }, static (ref Utf8JsonReader reader) => JsonHex.Quantity(ref reader, "block number"));

    /// <summary>The chain's id (EIP-155).</summary>
    public RpcAnswer<long> ChainId() =>
        Add(RpcMethods.ChainId, static _ => { }, static (ref Utf8JsonReader reader) => JsonHex.Quantity(ref reader, "chain id"));

    /// <summary>A block's header and transaction hashes.</summary>
    /// <remarks>Null means that the endpoint does not know the block now. It is no statement about the chain: never keep it as one.</remarks>
    public RpcAnswer<BlockHeader?> Block(BlockTag tag) => Add(
        AnswerRules.BlockMethod(tag),
        writer =>
        {
            tag.WriteText(writer);
            writer.WriteBooleanValue(false);
        },
        BlockHeaderJson.ReadOrNull,
        block => AnswerRules.Block(block, tag));

    /// <summary>All logs the filter asks for, in the order of the chain, put together from parts where an endpoint limits ranges.</summary>
    /// <exception cref="ArgumentException">The filter's range is reversed or it names more than four topics.</exception>
    public RpcAnswer<LogEntry[]> Logs(LogFilter filter)
    {
        filter.Validate();
        var answer = new RpcAnswer<LogEntry[]>();
        Add(new LogsCall(filter, answer.Complete, answer.Fail));
        return answer;
    }

    /// <summary>What a contract returns to a call that changes nothing.</summary>
    /// <remarks>Empty where the account has no code at that block, or the function returns nothing: the caller must judge which.</remarks>
    public RpcAnswer<byte[]> Call(Address to, ReadOnlyMemory<byte> data, BlockTag at) => Add(
        RpcMethods.Call,
        writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("to"u8);
            JsonParameters.WriteHex(writer, to.Bytes);
            writer.WritePropertyName("data"u8);
            JsonParameters.WriteHex(writer, data.Span);
            writer.WriteEndObject();
            at.WriteState(writer);
        },
        static (ref Utf8JsonReader reader) => JsonHex.Bytes(ref reader, "call result"));

    /// <summary>The receipts of all transactions of a block, in order, each checked to be of the block asked for.</summary>
    /// <remarks>
    /// Null means that the endpoint does not know the block now. Not every endpoint offers eth_getBlockReceipts: the error is then
    /// <see cref="RpcErrorKind.MethodNotFound"/>, and the receipts can be asked for one by one with <see cref="Receipt(Hash32, Hash32)"/>.
    /// </remarks>
    public RpcAnswer<TransactionReceipt[]?> BlockReceipts(BlockTag block) => Add(
        RpcMethods.GetBlockReceipts,
        writer => block.WriteText(writer),
        TransactionReceiptJson.ReadAllOrNull,
        receipts => receipts is null ? null : AnswerRules.Receipts(receipts, block));

    /// <summary>The receipt of a transaction; null when the endpoint knows none now.</summary>
    public RpcAnswer<TransactionReceipt?> Receipt(Hash32 transaction) => Add(
        RpcMethods.GetTransactionReceipt,
        writer => JsonParameters.WriteHex(writer, transaction.Bytes),
        TransactionReceiptJson.ReadOrNull,
        receipt => AnswerRules.Receipt(receipt, transaction));

    /// <summary>The receipt of a transaction that is known to be in a block: one that is not there, or of another block, is asked for again.</summary>
    public RpcAnswer<TransactionReceipt?> Receipt(Hash32 transaction, Hash32 block) => Add(
        RpcMethods.GetTransactionReceipt,
        writer => JsonParameters.WriteHex(writer, transaction.Bytes),
        TransactionReceiptJson.ReadOrNull,
        receipt => AnswerRules.Receipt(receipt, transaction) ?? AnswerRules.InBlock(receipt?.BlockHash, "receipt", transaction, block));

    /// <summary>A transaction that is known to be in a block: one that is not there, or of another block, is asked for again.</summary>
    public RpcAnswer<MinedTransaction?> Transaction(Hash32 transaction, Hash32 block) => Add(
        RpcMethods.GetTransactionByHash,
        writer => JsonParameters.WriteHex(writer, transaction.Bytes),
        MinedTransactionJson.ReadOrNull,
        found => AnswerRules.Transaction(found, transaction) ?? AnswerRules.InBlock(found?.BlockHash, "transaction", transaction, block));

    /// <summary>Any other method; the result as it came.</summary>
    public RpcAnswer<JsonElement> Raw(string method, params IReadOnlyList<JsonNode?> parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        return Add(method, WriterOf(parameters), static (ref Utf8JsonReader reader) => JsonElement.ParseValue(ref reader));
    }

    /// <summary>The number that any other method answers; what is none is asked for again.</summary>
    /// <param name="method">The method.</param>
    /// <param name="field">What the number is, for errors.</param>
    /// <param name="parameters">The parameters.</param>
    public RpcAnswer<UInt128> Quantity(string method, string field, params IReadOnlyList<JsonNode?> parameters)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(method);
        return Add(method, WriterOf(parameters), (ref Utf8JsonReader reader) => JsonHex.Answer(ref reader, field));
    }

    /// <summary>Sends the batch and waits until every call is answered or has failed for good.</summary>
    /// <remarks>Throws for no call: each answer tells its own outcome.</remarks>
    /// <exception cref="OperationCanceledException">It was cancelled; the answers must not be read.</exception>
    /// <exception cref="InvalidOperationException">It has been sent before.</exception>
    public Task SendAsync(CancellationToken cancellationToken)
    {
        if (_rounds is not null) throw new InvalidOperationException("A batch is sent once: make a new one with RpcClient.CreateBatch.");
        _rounds = [];
        return _dispatcher.RunAsync(_calls, _rounds, _purpose, cancellationToken);
    }

    private static Action<Utf8JsonWriter> WriterOf(IReadOnlyList<JsonNode?> parameters) => writer =>
    {
        foreach (var parameter in parameters)
        {
            if (parameter is null) writer.WriteNullValue();
            else parameter.WriteTo(writer);
        }
    };

    private RpcAnswer<T> Add<T>(string method, Action<Utf8JsonWriter> parameters, JsonValueReader<T> read, Func<T, Wire.RpcFault?>? judge = null)
    {
        var answer = new RpcAnswer<T>();
        Add(new RpcCall<T>(method, parameters, read, answer, judge));
        return answer;
    }

    private void Add(IRpcCall call)
    {
        if (_rounds is not null) throw new InvalidOperationException("The batch has been sent: make a new one with RpcClient.CreateBatch.");
        _calls.Add(call);
    }
}

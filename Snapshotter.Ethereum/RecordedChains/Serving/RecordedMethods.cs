using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>The methods of a recorded chain; each writes the JSON of its result, nearly always recorded bytes as they are.</summary>
internal sealed class RecordedMethods
{
    private const string ClientVersion = "Snapshotter/recorded-chain";
    private readonly RecordedChain _chain;
    private readonly RecordedChainLimits _limits;
    private readonly FrozenDictionary<string, Method> _methods;

    public RecordedMethods(RecordedChain chain, RecordedChainLimits limits)
    {
        _chain = chain;
        _limits = limits;
        _methods = new Dictionary<string, Method>(StringComparer.Ordinal)
        {
            ["eth_chainId"] = (_, _, output) => output.WriteText(Quantity(_chain.ChainId)),
            ["eth_blockNumber"] = (_, head, output) => output.WriteText(Quantity(head)),
            ["net_version"] = (_, _, output) => output.WriteText(_chain.ChainId.ToString(CultureInfo.InvariantCulture)),
            ["web3_clientVersion"] = (_, _, output) => output.WriteText(ClientVersion),
            ["eth_getBlockByNumber"] = BlockByNumber,
            ["eth_getBlockByHash"] = BlockByHash,
            ["eth_getBlockReceipts"] = BlockReceipts,
            ["eth_getTransactionReceipt"] = Receipt,
            ["eth_getTransactionByHash"] = Transaction,
            ["eth_getLogs"] = Logs,
            ["eth_call"] = Call,
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private delegate void Method(JsonElement parameters, long head, AnswerWriter output);

    /// <summary>The names of the methods.</summary>
    public IReadOnlyCollection<string> Names => _methods.Keys;

    /// <summary>Writes the result of a method.</summary>
    /// <exception cref="RpcRefusalException">There is none; nothing of it was written.</exception>
    public void Write(string method, JsonElement parameters, long head, AnswerWriter output)
    {
        if (!_methods.TryGetValue(method, out var write))
            throw new RpcRefusalException(RpcRefusalException.MethodNotFound, "the method does not exist/is not available on a recorded chain");
        write(parameters, head, output);
    }

    private void BlockByNumber(JsonElement parameters, long head, AnswerWriter output)
    {
        var number = Parameters.Height(Parameters.At(parameters, 0), _chain, head);
        WriteBlock(number <= head ? _chain.FindBlock(number) : null, parameters, output);
    }

    private void BlockByHash(JsonElement parameters, long head, AnswerWriter output)
    {
        var block = _chain.FindBlock(Parameters.Hash(Parameters.At(parameters, 0), "block hash"));
        WriteBlock(block?.Number <= head ? block : null, parameters, output);
    }

    private void WriteBlock(RecordedBlock? block, JsonElement parameters, AnswerWriter output)
    {
        var isFull = Parameters.At(parameters, 1).ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw RpcRefusalException.Invalid("invalid argument 1: must be true or false"),
        };
        if (block is null) output.Write("null"u8);
        else output.Write(isFull ? block.Full.Of(_chain.BlocksJson) : block.WithHashes);
    }

    private void BlockReceipts(JsonElement parameters, long head, AnswerWriter output)
    {
        if (Parameters.Block(Parameters.At(parameters, 0), _chain, head) is not { } block)
        {
            output.Write("null"u8);
            return;
        }

        output.Write("["u8);
        for (var i = 0; i < block.Receipts.Length; i++)
        {
            if (i > 0) output.Write(","u8);
            output.Write(block.Receipts[i].Of(_chain.ReceiptsJson));
        }

        output.Write("]"u8);
    }

    private void Receipt(JsonElement parameters, long head, AnswerWriter output)
    {
        var place = _chain.FindTransaction(Parameters.Hash(Parameters.At(parameters, 0), "transaction hash"));
        if (place is var (block, index) && block.Number <= head) output.Write(block.Receipts[index].Of(_chain.ReceiptsJson));
        else output.Write("null"u8);
    }

    private void Transaction(JsonElement parameters, long head, AnswerWriter output)
    {
        var place = _chain.FindTransaction(Parameters.Hash(Parameters.At(parameters, 0), "transaction hash"));
        if (place is var (block, index) && block.Number <= head) output.Write(block.Transactions[index].Of(_chain.BlocksJson));
        else output.Write("null"u8);
    }

    private void Logs(JsonElement parameters, long head, AnswerWriter output)
    {
        var query = LogQuery.Read(Parameters.At(parameters, 0), _chain, head, _limits.MaxLogBlocks);
        var logs = _chain.LogsOf(query.First, query.Last);
        if (_limits.MaxLogResults is { } most) RefuseMoreThan(most, logs, query);
        output.Write("["u8);
        var isFirst = true;
        foreach (ref readonly var log in logs)
        {
            if (!query.Matcher.Matches(log.Address, _chain.TopicsOf(log))) continue;
            if (!isFirst) output.Write(","u8);
            isFirst = false;
            output.Write(log.Json.Of(_chain.ReceiptsJson));
        }

        output.Write("]"u8);
    }

    private void RefuseMoreThan(int most, ReadOnlySpan<RecordedLog> logs, LogQuery query)
    {
        var found = 0;
        foreach (ref readonly var log in logs)
        {
            if (query.Matcher.Matches(log.Address, _chain.TopicsOf(log)) && ++found > most)
                throw new RpcRefusalException(RpcRefusalException.LimitExceeded, $"query returned more than {most} results");
        }
    }

    private void Call(JsonElement parameters, long head, AnswerWriter output)
    {
        var call = Parameters.At(parameters, 0);
        if (call.ValueKind != JsonValueKind.Object || Parameters.Member(call, "to"u8) is not { } to) throw RpcRefusalException.NotRecorded("a call to no contract");
        var address = Parameters.Address(to, "to");
        var input = Parameters.Member(call, "input"u8) ?? Parameters.Member(call, "data"u8);
        var data = input is { } value ? Parameters.Bytes(value, "data") : [];
        var number = CallHeight(parameters, head);
        if (_chain.FindCall(address, data, number) is not { } answer)
            throw RpcRefusalException.NotRecorded($"the answer of {address} to {Selector(data)} ({data.Length} bytes) at block {number}");
        if (answer.IsError) throw new RecordedErrorException(answer.Json);
        output.Write(answer.Json.Of(_chain.CallsJson));
    }

    private long CallHeight(JsonElement parameters, long head)
    {
        if (parameters.GetArrayLength() < 2 || parameters[1].ValueKind == JsonValueKind.Null) return head;
        var number = Parameters.HashOf(parameters[1]) is { } hash ? _chain.HeightOf(hash) : Parameters.HeightOf(parameters[1], _chain, head);
        return number <= head ? number.Value : throw new RpcRefusalException(RpcRefusalException.ServerError, "header not found");
    }

    private static string Selector(byte[] data) => Primitives.Hex.Prefixed(data.AsSpan(0, Math.Min(4, data.Length)));

    private static string Quantity(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");
}

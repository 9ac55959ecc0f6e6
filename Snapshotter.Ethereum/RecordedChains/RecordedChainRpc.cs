using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Snapshotter.Ethereum.RecordedChains.Serving;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Answers JSON-RPC 2.0 requests, single and batched, from a recorded chain as far as its head: bytes in, bytes out.</summary>
/// <remarks>
/// Unknown blocks and transactions are null; what was not recorded, such as an eth_call nobody made, is error -32000 that
/// says so. Safe for use by many threads.
/// </remarks>
public sealed class RecordedChainRpc
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };
    private readonly RecordedChain _chain;
    private readonly IChainHead _head;
    private readonly RecordedChainLimits _limits;
    private readonly RecordedMethods _methods;
    private readonly RequestCounter _counter;

    /// <summary>Serves a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="head">How far it can be seen.</param>
    /// <param name="limits">How much one request may ask for; null for the defaults.</param>
    public RecordedChainRpc(RecordedChain chain, IChainHead head, RecordedChainLimits? limits = null)
    {
        _chain = chain;
        _head = head;
        _limits = limits ?? new RecordedChainLimits();
        _methods = new RecordedMethods(chain, _limits);
        _counter = new RequestCounter(_methods.Names);
    }

    /// <summary>What has been asked so far.</summary>
    public RecordedChainCounts Counts => _counter.Read();

    /// <summary>Writes the answer to a request; nothing for a notification.</summary>
    public void Answer(ReadOnlyMemory<byte> request, IBufferWriter<byte> output)
    {
        var counting = new AnswerWriter(output);
        if (TryParse(request) is { } document)
        {
            using (document) AnswerRoot(document.RootElement, counting);
        }
        else
        {
            counting.WriteError(default, RpcRefusalException.ParseError, "parse error");
        }

        _counter.AddRequest(request.Length, counting.Written);
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> request)
    {
        try
        {
            return Utf8.IsValid(request.Span) ? JsonDocument.Parse(request, Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void AnswerRoot(JsonElement root, AnswerWriter output)
    {
        // One look at the head for the whole request: the answers of a batch are of one moment.
        var head = Math.Clamp(_head.Number, _chain.First, _chain.Last);
        if (root.ValueKind != JsonValueKind.Array)
        {
            AnswerCall(root, head, output);
            return;
        }

        var size = root.GetArrayLength();
        if (size == 0) output.WriteError(default, RpcRefusalException.InvalidRequest, "empty batch");
        else if (size > _limits.MaxBatchSize) output.WriteError(default, RpcRefusalException.InvalidRequest, "batch too large");
        else AnswerBatch(root, head, output);
    }

    private void AnswerBatch(JsonElement calls, long head, AnswerWriter output)
    {
        var isFirst = true;
        foreach (var call in calls.EnumerateArray())
        {
            if (IsNotification(call)) continue;
            output.Write(isFirst ? "["u8 : ","u8);
            isFirst = false;
            AnswerCall(call, head, output);
        }

        if (!isFirst) output.Write("]"u8);
    }

    private void AnswerCall(JsonElement call, long head, AnswerWriter output)
    {
        if (IsNotification(call)) return;
        if (!IsRequest(call, out var id, out var method))
        {
            output.WriteError(id, RpcRefusalException.InvalidRequest, "invalid request");
            return;
        }

        _counter.AddCall(method);
        if (output.Written > _limits.MaxResponseBytes)
        {
            output.WriteError(id, RpcRefusalException.ResponseTooLarge, "response too large");
            return;
        }

        WriteAnswer(output, id, method, call.TryGetProperty("params"u8, out var parameters) ? parameters : default, head);
    }

    private void WriteAnswer(AnswerWriter output, JsonElement id, string method, JsonElement parameters, long head)
    {
        output.ExpectResult(id);
        try
        {
            _methods.Write(method, parameters, head, output);
            output.EndResult();
        }
        catch (RpcRefusalException refusal)
        {
            output.WriteError(id, refusal.Code, refusal.Message);
        }
        catch (RecordedErrorException recorded)
        {
            output.WriteError(id, recorded.Error.Of(_chain.CallsJson));
        }
    }

    private static bool IsNotification(JsonElement call) =>
        call.ValueKind == JsonValueKind.Object && !call.TryGetProperty("id"u8, out _) && call.TryGetProperty("method"u8, out var method) && method.ValueKind == JsonValueKind.String;

    private static bool IsRequest(JsonElement call, out JsonElement id, out string method)
    {
        id = default;
        method = "";
        if (call.ValueKind != JsonValueKind.Object) return false;
        if (call.TryGetProperty("id"u8, out var given) && given.ValueKind is JsonValueKind.Number or JsonValueKind.String) id = given;
        if (!call.TryGetProperty("jsonrpc"u8, out var version) || version.ValueKind != JsonValueKind.String || !version.ValueEquals("2.0"u8)) return false;
        if (!call.TryGetProperty("method"u8, out var name) || name.ValueKind != JsonValueKind.String) return false;
        if (JsonMarshal.GetRawUtf8Value(name).Contains((byte)'\\')) return false;
        method = name.GetString()!;
        return !call.TryGetProperty("params"u8, out var parameters) || parameters.ValueKind is JsonValueKind.Array or JsonValueKind.Null;
    }
}

using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc.Calls;

namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>Reads the answer to a request and stages each result in its call; nothing takes effect until the caller accepts it.</summary>
internal sealed class ResponseReader
{
    private const int MaxDepth = 64;
    private const int NoId = 0;
    private const int UnknownId = -1;
    private readonly IReadOnlyList<PendingCall> _calls;
    private readonly RpcFault?[] _faults;
    private readonly bool[] _isAnswered;

    private ResponseReader(IReadOnlyList<PendingCall> calls)
    {
        _calls = calls;
        _faults = new RpcFault?[calls.Count];
        _isAnswered = new bool[calls.Count];
    }

    /// <summary>Reads the whole body.</summary>
    /// <param name="body">UTF-8 JSON.</param>
    /// <param name="calls">The calls asked, with ids 1 to n.</param>
    /// <param name="isBatch">Whether they were asked as an array.</param>
    /// <returns>A fault of the whole answer, or the fault of each call, null where its result is staged.</returns>
    public static ExchangeResult Read(ReadOnlySpan<byte> body, IReadOnlyList<PendingCall> calls, bool isBatch)
    {
        var response = new ResponseReader(calls);
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            var fault = isBatch ? response.ReadBatch(ref reader) : response.ReadElement(ref reader);
            if (fault is not null) return ExchangeResult.Failed(fault);
            reader.Read();
            return ExchangeResult.Of(response.Finish());
        }
        catch (JsonException exception)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"near byte {exception.BytePositionInLine} of line {exception.LineNumber}");
            return ExchangeResult.Failed(new RpcFault(RpcErrorKind.Malformed, $"the answer of {body.Length} bytes is no JSON ({place})."));
        }
    }

    private RpcFault? ReadBatch(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return ReadRefusal(ref reader);
        if (reader.TokenType != JsonTokenType.StartArray) return new RpcFault(RpcErrorKind.Malformed, "the answer to a batch is no array.");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadElement(ref reader) is { } fault) return OfBatch(fault);
        }

        return null;
    }

    // One object in answer to an array: the endpoint speaks of the batch as a whole.
    private RpcFault ReadRefusal(ref Utf8JsonReader reader)
    {
        var element = ReadMembers(ref reader);
        if (element.Error is not { } error) return new RpcFault(RpcErrorKind.Malformed, "the answer to a batch is no array.");
        return OfBatch(error);
    }

    // An endpoint that knows no batches takes the array for an invalid request or an unknown method.
    private static RpcFault OfBatch(RpcFault fault) =>
        fault.Kind is RpcErrorKind.InvalidRequest or RpcErrorKind.MethodNotFound ? fault with { Kind = RpcErrorKind.BatchRefused } : fault;

    private RpcFault? ReadElement(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return new RpcFault(RpcErrorKind.Malformed, "an answer is no object.");
        var element = ReadMembers(ref reader);
        if (element.Id == NoId && element.Error is not null) return element.Error;
        if (element.Id <= NoId) return new RpcFault(RpcErrorKind.Malformed, "an answer has no id, or one that was not asked.");
        var index = element.Id - 1;
        if (_isAnswered[index]) return new RpcFault(RpcErrorKind.Malformed, string.Create(CultureInfo.InvariantCulture, $"id {element.Id} is answered twice."));
        _isAnswered[index] = true;
        _faults[index] = element.Error is { } error ? RpcErrorClassifier.For(error, _calls[index].Call.Method) : element.ResultFault;
        return null;
    }

    private Element ReadMembers(ref Utf8JsonReader reader)
    {
        var element = new Element { Id = NoId };
        Utf8JsonReader waiting = default;
        var isWaiting = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                element.Id = ReadId(ref reader);
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                reader.Read();
                element.HasResult = true;
                isWaiting = element.Id <= NoId;
                if (isWaiting)
                {
                    waiting = reader;
                    reader.Skip();
                }
                else
                {
                    element.ResultFault = Stage(ref reader, element.Id - 1);
                }
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                element.Error = RpcErrorJson.ReadOrNull(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        // The id may follow the result it belongs to.
        if (isWaiting && element.Id > NoId) element.ResultFault = Stage(ref waiting, element.Id - 1);
        if (element is { HasResult: false, Error: null }) element.ResultFault = new RpcFault(RpcErrorKind.Malformed, "the answer has neither result nor error.");
        return element;
    }

    private RpcFault? Stage(ref Utf8JsonReader reader, int index)
    {
        var start = reader;
        try
        {
            return _calls[index].Call.Read(ref reader);
        }
        catch (JsonException exception)
        {
            reader = start;
            reader.Skip();
            return new RpcFault(RpcErrorKind.Malformed, $"the result has the wrong shape: {exception.Message}");
        }
    }

    // Some servers send numbers back as strings.
    private int ReadId(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return NoId;
        var id = UnknownId;
        if (reader.TokenType == JsonTokenType.Number && !reader.TryGetInt32(out id)) id = UnknownId;
        if (reader.TokenType == JsonTokenType.String && (!Utf8Parser.TryParse(reader.ValueSpan, out id, out var read) || read != reader.ValueSpan.Length)) id = UnknownId;
        reader.Skip();
        return id >= 1 && id <= _calls.Count ? id : UnknownId;
    }

    private RpcFault?[] Finish()
    {
        for (var i = 0; i < _faults.Length; i++)
        {
            if (!_isAnswered[i]) _faults[i] = new RpcFault(RpcErrorKind.MissingAnswer, "the answer to the batch leaves this call out.");
        }

        return _faults;
    }

    private struct Element
    {
        public int Id;
        public bool HasResult;
        public RpcFault? Error;
        public RpcFault? ResultFault;
    }
}

using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>Writes answers around results that are JSON already, and counts the bytes.</summary>
internal sealed class AnswerWriter(IBufferWriter<byte> output)
{
    private JsonElement _id;
    private bool _isResultDue;

    /// <summary>How many bytes were written.</summary>
    public long Written { get; private set; }

    /// <summary>A result is expected for this id; its first byte brings the start of the answer with it, so that an error can still take its place.</summary>
    public void ExpectResult(JsonElement id)
    {
        _id = id;
        _isResultDue = true;
    }

    /// <summary>Writes JSON, or a part of it.</summary>
    public void Write(ReadOnlySpan<byte> json)
    {
        if (_isResultDue)
        {
            _isResultDue = false;
            WriteStart(_id);
            Put(",\"result\":"u8);
        }

        Put(json);
    }

    /// <summary>Writes a text of ASCII characters that need no escape as a JSON string.</summary>
    public void WriteText(string text)
    {
        Span<byte> bytes = stackalloc byte[128];
        Write("\""u8);
        Write(bytes[..Encoding.ASCII.GetBytes(text, bytes)]);
        Write("\""u8);
    }

    /// <summary>Ends a result.</summary>
    public void EndResult() => Put("}"u8);

    /// <summary>A whole answer with an error.</summary>
    public void WriteError(JsonElement id, int code, string message)
    {
        WriteErrorStart(id);
        Put(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"code\":{code},\"message\":{JsonSerializer.Serialize(message)}}}")));
        Put("}"u8);
    }

    /// <summary>A whole answer with an error object that is JSON already.</summary>
    public void WriteError(JsonElement id, ReadOnlySpan<byte> error)
    {
        WriteErrorStart(id);
        Put(error);
        Put("}"u8);
    }

    private void WriteErrorStart(JsonElement id)
    {
        _isResultDue = false;
        WriteStart(id);
        Put(",\"error\":"u8);
    }

    private void WriteStart(JsonElement id)
    {
        Put("{\"jsonrpc\":\"2.0\",\"id\":"u8);
        Put(id.ValueKind == JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(id));
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        output.Write(bytes);
        Written += bytes.Length;
    }
}

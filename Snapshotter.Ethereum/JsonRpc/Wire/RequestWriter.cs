using System.Text.Encodings.Web;
using System.Text.Json;
using Snapshotter.Ethereum.JsonRpc.Calls;

namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>Writes calls as JSON-RPC 2.0; their ids are 1 to n in order.</summary>
internal static class RequestWriter
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An array of calls, even when it is only one.</summary>
    public static void WriteBatch(PooledBuffer buffer, IReadOnlyList<PendingCall> calls)
    {
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartArray();
        for (var i = 0; i < calls.Count; i++) WriteCall(writer, calls[i].Call, i + 1);
        writer.WriteEndArray();
    }

    /// <summary>One call without an array around it.</summary>
    public static void WriteSingle(PooledBuffer buffer, PendingCall call)
    {
        using var writer = new Utf8JsonWriter(buffer, Options);
        WriteCall(writer, call.Call, 1);
    }

    private static void WriteCall(Utf8JsonWriter writer, IRpcCall call, int id)
    {
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, call.Method);
        writer.WriteStartArray("params"u8);
        call.WriteParameters(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

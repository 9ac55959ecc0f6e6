using System.Text.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>Reads the error object of an answer.</summary>
internal static class RpcErrorJson
{
    private const int MaxMessage = 4096;

    /// <summary>The error, or null where the member is null.</summary>
    public static RpcFault? ReadOrNull(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType == JsonTokenType.String) return RpcErrorClassifier.Classify(null, Text(ref reader), null);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new RpcFault(RpcErrorKind.Malformed, "the error is no object.");
        }

        int? code = null;
        var message = "no message.";
        byte[]? data = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCode = reader.ValueTextEquals("code"u8);
            var isMessage = reader.ValueTextEquals("message"u8);
            var isData = reader.ValueTextEquals("data"u8);
            reader.Read();
            if (isCode && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)) code = number;
            else if (isMessage && reader.TokenType == JsonTokenType.String) message = Text(ref reader);
            else if (isData && reader.TokenType == JsonTokenType.String) data = Bytes(ref reader);
            else reader.Skip();
        }

        return RpcErrorClassifier.Classify(code, message, data);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        // A string of broken UTF-8 or lone surrogates cannot be shown, yet the error is one all the same.
        try
        {
            return reader.ValueSpan.Length <= MaxMessage ? reader.GetString() ?? "" : "a message of more than 4096 bytes.";
        }
        catch (InvalidOperationException)
        {
            return "a message that is no valid text.";
        }
    }

    private static byte[]? Bytes(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        if (text.Length < 2 || text[0] != '0' || text[1] != 'x') return null;
        var bytes = new byte[(text.Length - 2) / 2];
        return Hex.TryDecode(text, bytes, out _) ? bytes : null;
    }
}

using System.Text.Json;
using Snapshotter.Ethereum.Models.Json;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Reads calls.json: an array of <c>{to, data, block, result}</c>, with <c>error</c> instead of <c>result</c> where the call failed.</summary>
internal static class CallsFile
{
    /// <summary>The answers by call.</summary>
    /// <exception cref="RecordedChainException">An entry is no call.</exception>
    public static Dictionary<RecordedCallKey, RecordedCallAnswer> Read(RecordedFile file)
    {
        var answers = new Dictionary<RecordedCallKey, RecordedCallAnswer>();
        file.ForEach((ref Utf8JsonReader reader, int entry) =>
        {
            var (call, answer) = ReadCall(ref reader);
            if (answer is not { } recorded) throw JsonHex.Missing("call", "result");
            answers[RecordedCallKey.Of(call.To, call.Data, call.Block)] = recorded;
        });
        return answers;
    }

    /// <summary>The calls of a file that may hold no answers yet.</summary>
    /// <exception cref="RecordedChainException">An entry is no call.</exception>
    public static List<CallToRecord> ReadQuestions(RecordedFile file)
    {
        var calls = new List<CallToRecord>();
        file.ForEach((ref Utf8JsonReader reader, int entry) => calls.Add(ReadCall(ref reader).Call));
        return calls;
    }

    private static (CallToRecord Call, RecordedCallAnswer? Answer) ReadCall(ref Utf8JsonReader reader)
    {
        JsonHex.Expect(ref reader, JsonTokenType.StartObject, "call");
        Address? to = null;
        byte[]? data = null;
        long? block = null;
        RecordedCallAnswer? answer = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("to"u8)) { reader.Read(); to = JsonHex.Address(ref reader, "to"); }
            else if (reader.ValueTextEquals("data"u8)) { reader.Read(); data = JsonHex.Bytes(ref reader, "data"); }
            else if (reader.ValueTextEquals("block"u8)) { reader.Read(); block = Block(ref reader); }
            else if (reader.ValueTextEquals("result"u8)) { reader.Read(); answer = Result(ref reader); }
            else if (reader.ValueTextEquals("error"u8)) { reader.Read(); answer = new RecordedCallAnswer(BlocksFile.Value(ref reader), true); }
            else { reader.Read(); reader.Skip(); }
        }

        var call = new CallToRecord(
            to ?? throw JsonHex.Missing("call", "to"),
            data ?? throw JsonHex.Missing("call", "data"),
            block ?? throw JsonHex.Missing("call", "block"));
        return (call, answer);
    }

    private static RecordedCallAnswer Result(ref Utf8JsonReader reader)
    {
        JsonHex.Expect(ref reader, JsonTokenType.String, "'result'");
        return new RecordedCallAnswer(BlocksFile.Value(ref reader), false);
    }

    private static long Block(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("latest"u8) ? RecordedCallKey.AnyBlock : JsonHex.Quantity(ref reader, "block");
}

/// <summary>A call whose answer belongs into a recorded chain.</summary>
internal sealed record CallToRecord(Address To, byte[] Data, long Block);

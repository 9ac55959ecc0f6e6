using System.Text.Json;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Ethereum.RecordedChains.Recording;

/// <summary>Makes the calls of a list and writes their answers; that a call reverts is an answer too.</summary>
internal sealed class CallRecorder(RpcClient client)
{
    /// <summary>The calls with their answers, as a JSON array.</summary>
    /// <exception cref="RpcException">A call fails for another reason than its contract.</exception>
    public async Task<byte[]> ReadAsync(IReadOnlyList<CallToRecord> calls, CancellationToken cancellationToken)
    {
        var batch = client.CreateBatch("record");
        var answers = calls.Select(call => (Call: call, Answer: batch.Call(call.To, call.Data, Tag(call)))).ToList();
        await batch.SendAsync(cancellationToken);

        var items = new JsonArray([.. answers.Select(answer => ToJson(answer.Call, answer.Answer))]);
        return JsonSerializer.SerializeToUtf8Bytes(items);
    }

    private static JsonObject ToJson(CallToRecord call, RpcAnswer<byte[]> answer)
    {
        var json = new JsonObject { ["to"] = call.To.ToString(), ["data"] = Hex.Prefixed(call.Data), ["block"] = Tag(call).ToString() };
        if (answer.Error is { Kind: RpcErrorKind.Reverted } error)
        {
            var recorded = new JsonObject { ["code"] = error.Code ?? 3, ["message"] = error.Reason };
            if (!error.Data.IsEmpty) recorded["data"] = Hex.Prefixed(error.Data.Span);
            json["error"] = recorded;
            return json;
        }

        json["result"] = Hex.Prefixed(answer.Value);
        return json;
    }

    private static BlockTag Tag(CallToRecord call) => call.Block == RecordedCallKey.AnyBlock ? BlockTag.Latest : BlockTag.At(call.Block);
}

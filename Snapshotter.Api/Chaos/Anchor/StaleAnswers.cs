using System.Globalization;
using System.Text.Json.Nodes;
using Snapshotter.Api.Chaos.Rpc;

namespace Snapshotter.Api.Chaos.Anchor;

/// <summary>Makes of requests and answers those of an endpoint that has not seen the newest blocks yet.</summary>
internal static class StaleAnswers
{
    /// <summary>Changes a request so that it asks as of a height instead of the newest block.</summary>
    public static void AskAsOf(JsonNode request, long head)
    {
        foreach (var call in RpcExchange.Items(request))
        {
            var parameters = call["params"] as JsonArray;
            switch ((string?)call["method"])
            {
                case "eth_getBlockByNumber":
                    if (IsLatest(parameters![0])) parameters[0] = Hex(head);
                    break;
                case "eth_call" or "eth_getTransactionCount":
                    if (parameters!.Count < 2 || IsLatest(parameters[1])) parameters[1] = Hex(head);
                    break;
                case "eth_getLogs":
                    if (IsLatest(parameters![0]!["toBlock"])) parameters[0]!["toBlock"] = Hex(head);
                    break;
            }
        }
    }

    /// <summary>Takes out of an answer what lies above a height.</summary>
    public static void HideAbove(JsonNode request, JsonNode answer, long head)
    {
        var calls = RpcExchange.Items(request).ToDictionary(static call => call["id"]!.ToJsonString(), StringComparer.Ordinal);
        foreach (var item in RpcExchange.Items(answer))
        {
            var call = calls[item["id"]!.ToJsonString()];
            switch ((string?)call["method"])
            {
                case "eth_blockNumber":
                    item["result"] = Hex(head);
                    break;
                case "eth_getBlockByNumber" when NumberOf(item["result"]?["number"]) > head:
                case "eth_getTransactionReceipt" when NumberOf(item["result"]?["blockNumber"]) > head:
                    item["result"] = null;
                    break;
                case "eth_getLogs" when NumberOf(call["params"]![0]!["fromBlock"]) > head:
                    item.AsObject().Remove("error");
                    item["result"] = new JsonArray();
                    break;
            }
        }
    }

    private static bool IsLatest(JsonNode? tag) => tag is null || (string?)tag == "latest";

    private static string Hex(long number) => FormattableString.Invariant($"0x{number:x}");

    private static long NumberOf(JsonNode? hex) => (string?)hex is { } text ? long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : -1;
}

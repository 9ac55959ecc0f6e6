using System.Globalization;
using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Chain;

/// <summary>What endpoints do wrong, on answers of one method.</summary>
internal static class Falsifications
{
    public static string Method(JsonNode call) => (string)call["method"]!;

    /// <summary>Whether the call is an eth_getLogs over a range, not of one block by its hash.</summary>
    public static bool IsLogRange(JsonNode call) => Method(call) == "eth_getLogs" && call["params"]![0]!["fromBlock"] is not null;

    /// <summary>Whether the call is an eth_call at a block of the golden chain, named by its height or its hash.</summary>
    public static bool IsCallAt(JsonNode call, long block) => Method(call) == "eth_call" && call["params"]![1] switch
    {
        JsonObject tag => (string)tag["blockHash"]! == RecordedWorld.Golden.HashOf(block).ToString(),
        var tag => (string)tag! == Quantity(block),
    };

    /// <summary>Whether the call is an eth_call at a height, where an endpoint of another fork answers as well.</summary>
    public static bool IsCallAtHeight(JsonNode call) => Method(call) == "eth_call" && call["params"]![1] is JsonValue tag && ((string)tag!).StartsWith("0x", StringComparison.Ordinal);

    /// <summary>Reserves that no block of the golden chain has.</summary>
    public static JsonObject WithOtherReserves(JsonObject answer) => WithResult(answer, $"0x{string.Concat(Enumerable.Repeat($"{7:x64}", 3))}");

    /// <summary>The block an eth_getBlockByNumber asks for, or -1.</summary>
    public static long BlockAsked(JsonNode call) => Method(call) == "eth_getBlockByNumber" ? Number(call["params"]![0]!) : -1;

    public static long Number(JsonNode quantity) => long.Parse(((string)quantity!)[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static string Quantity(long value) => string.Create(CultureInfo.InvariantCulture, $"0x{value:x}");

    /// <summary>The answer with the logs that a rule keeps.</summary>
    public static JsonObject Keep(JsonObject answer, Func<JsonNode, bool> keep)
    {
        answer["result"] = new JsonArray([.. answer["result"]!.AsArray().Where(log => keep(log!)).Select(static log => log!.DeepClone())]);
        return answer;
    }

    /// <summary>The answer with other numbers in the events of a contract.</summary>
    public static JsonObject WithOtherEvents(JsonObject answer, Address contract)
    {
        foreach (var log in answer["result"]!.AsArray().Where(log => (string)log!["address"]! == contract.ToString())) log!["data"] = $"0x{string.Concat(Enumerable.Repeat($"{7:x64}", 4))}"[..((string)log["data"]!).Length];
        return answer;
    }

    public static JsonObject WithResult(JsonObject answer, JsonNode? result)
    {
        answer.Remove("error");
        answer["result"] = result;
        return answer;
    }

    /// <summary>A block of another fork.</summary>
    public static JsonObject WithOtherHash(JsonObject answer)
    {
        answer["result"]!["hash"] = $"0x{new string('2', 64)}";
        return answer;
    }

    public static JsonObject WithError(JsonObject answer, int code, string message)
    {
        answer.Remove("result");
        answer["error"] = new JsonObject { ["code"] = code, ["message"] = message };
        return answer;
    }
}

using System.Text.Json.Nodes;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Rpc.Faults;

/// <summary>The endpoint answers as of some blocks ago, as a node behind a load balancer does.</summary>
/// <param name="MostBlocks">How many blocks at most.</param>
internal sealed record StaleHeadFault(int MostBlocks) : IRpcFault
{
    /// <inheritdoc/>
    public string Name => "stale head";

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots) => await exchange.SendAsync(await exchange.StaleAsync(lots.Between(1, MostBlocks)));
}

/// <summary>The result of one call of a method is replaced.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Method">The method; a request without it is answered honestly.</param>
/// <param name="Replace">Makes another result of the one there is.</param>
internal sealed record ResultFault(string Name, string Method, Func<JsonNode?, Lots, JsonNode?> Replace) : IRpcFault
{
    /// <summary>A block that is not there.</summary>
    public static ResultFault NullBlock { get; } = new("null block", "eth_getBlockByNumber", static (_, _) => null);

    /// <summary>A receipt that is not there, as of a node that lags.</summary>
    public static ResultFault NullReceipt { get; } = new("null receipt", "eth_getTransactionReceipt", static (_, _) => null);

    /// <summary>No logs at all, as of an endpoint that has lost them or lies.</summary>
    public static ResultFault NoLogs { get; } = new("logs kept back", "eth_getLogs", static (_, _) => new JsonArray());

    /// <summary>The answer of a node that has no state: as if there were no contract.</summary>
    public static ResultFault EmptyCall { get; } = new("0x answer", "eth_call", static (_, _) => "0x");

    /// <summary>The logs of the last blocks are left out, as a node that does not have these blocks yet answers.</summary>
    public static ResultFault CutLogs { get; } = new("cut logs", "eth_getLogs", static (logs, lots) => CutFromBlock(logs, lots));

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var json = await exchange.HonestJsonAsync();
        var calls = exchange.Calls;
        var fitting = RpcExchange.Items(json)
            .Where(item => item.AsObject().ContainsKey("result") && calls.TryGetValue(item["id"]!.ToJsonString(), out var call) && (string?)call["method"] == Method && !AsksByHash(call))
            .ToArray();
        if (fitting.Length > 0)
        {
            var item = lots.OneOf(fitting);
            item["result"] = Replace(item["result"], lots);
        }

        await exchange.SendAsync(json);
    }

    /// <summary>What names a block by its hash cannot be answered from another block: who lacks it has to refuse (EIP-234).</summary>
    private static bool AsksByHash(JsonNode call) => call["params"] is JsonArray { Count: > 0 } parameters && parameters[0] is JsonObject filter && filter.ContainsKey("blockHash");

    /// <summary>An endpoint that lacks blocks lacks them whole, from one of them to the end.</summary>
    private static JsonArray CutFromBlock(JsonNode? logs, Lots lots)
    {
        var all = logs!.AsArray();
        if (all.Count == 0) return [];
        var first = (string)all[lots.Below(all.Count)]!["blockNumber"]!;
        return [.. all.TakeWhile(log => (string)log!["blockNumber"]! != first).Select(static log => log!.DeepClone())];
    }
}

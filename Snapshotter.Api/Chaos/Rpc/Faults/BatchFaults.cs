using System.Text.Json.Nodes;
using Snapshotter.Api.SyntheticChains;

namespace Snapshotter.Api.Chaos.Rpc.Faults;

/// <summary>The answers of a batch carry ids that were not asked, or those of their neighbours.</summary>
/// <param name="Unknown">Whether the ids were not asked at all.</param>
internal sealed record WrongIdsFault(bool Unknown) : IRpcFault
{
    /// <inheritdoc/>
    public string Name => Unknown ? "unknown ids" : "one id twice";

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var json = await exchange.HonestJsonAsync();
        var items = RpcExchange.Items(json);
        if (Unknown || items.Count == 1) items[lots.Below(items.Count)]["id"] = 1_000_000 + lots.Below(1000);
        else items[0]["id"] = items[1]["id"]!.DeepClone();
        await exchange.SendAsync(json);
    }
}

/// <summary>An answer of a batch is missing.</summary>
internal sealed record MissingItemFault : IRpcFault
{
    /// <inheritdoc/>
    public string Name => "missing item";

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var json = await exchange.HonestJsonAsync();
        if (json is JsonArray { Count: > 0 } items) items.RemoveAt(lots.Below(items.Count));
        await exchange.SendAsync(json);
    }
}

/// <summary>The answers of a batch come in another order, which JSON-RPC allows.</summary>
internal sealed record ShuffledFault : IRpcFault
{
    /// <inheritdoc/>
    public string Name => "another order";

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var json = await exchange.HonestJsonAsync();
        await exchange.SendAsync(json is JsonArray items ? new JsonArray([.. items.Reverse().Select(static item => item!.DeepClone())]) : json);
    }
}

/// <summary>One call of a batch fails.</summary>
/// <param name="Code">The JSON-RPC error code.</param>
/// <param name="Message">The error's text.</param>
internal sealed record ErrorItemFault(int Code, string Message) : IRpcFault
{
    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"error {Code}");

    /// <inheritdoc/>
    public async Task AnswerAsync(RpcExchange exchange, Lots lots)
    {
        var json = await exchange.HonestJsonAsync();
        var item = lots.OneOf(RpcExchange.Items(json)).AsObject();
        item.Remove("result");
        item["error"] = new JsonObject { ["code"] = Code, ["message"] = Message };
        await exchange.SendAsync(json);
    }
}

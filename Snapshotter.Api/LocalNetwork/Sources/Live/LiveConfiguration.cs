using System.Text.Json.Nodes;

namespace Snapshotter.Api.LocalNetwork.Sources.Live;

/// <summary>Writes what the nodes build of the live source: the project types of a configuration, over the pairs that were created.</summary>
internal static class LiveConfiguration
{
    private static readonly string[] Copied = ["preloader.json", "settings.json"];

    /// <summary>Writes a configuration folder.</summary>
    /// <param name="template">The configuration whose project types are taken. Its aggregates are left out: they name pairs of their own.</param>
    /// <param name="folder">The new folder.</param>
    /// <param name="exchange">What is on the chain.</param>
    /// <param name="code">What its pairs were created with.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static async Task WriteAsync(string template, string folder, Exchange exchange, UniswapCode code, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Copied) File.Copy(Path.Combine(template, name), Path.Combine(folder, name), overwrite: true);
        var projects = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(template, "projects.json"), cancellationToken))!;
        foreach (var type in projects["config"]!.AsArray()) type!["projects"] = new JsonArray([.. exchange.Pools.Select(static pool => (JsonNode)pool.Address.ToString())]);
        await WriteAsync(folder, "projects.json", projects, cancellationToken);
        await WriteAsync(folder, "aggregator.json", new JsonObject { ["config"] = new JsonArray() }, cancellationToken);
        await WriteAsync(folder, "uniswap_v2.json", SettingsOf(exchange, code), cancellationToken);
    }

    private static JsonObject SettingsOf(Exchange exchange, UniswapCode code)
    {
        var addresses = new JsonObject { ["iuniswap_v2_factory"] = exchange.Factory.ToString(), ["iuniswap_v2_router"] = exchange.Router.ToString() };
        string[] priced = ["WETH", "DAI", "USDC", "USDT"];
        foreach (var token in exchange.Tokens.Where(token => priced.Contains(token.Symbol))) addresses[token.Symbol] = token.Address.ToString();
        foreach (var pool in exchange.Pools.Where(static pool => pool.B.Symbol == "WETH" && pool.A.Symbol is "DAI" or "USDC" or "USDT")) addresses[$"{pool.A.Symbol}_WETH_PAIR"] = pool.Address.ToString();
        return new JsonObject
        {
            ["contract_addresses"] = addresses,
            ["pair_init_code_hash"] = code.PairHash.ToString(),
            ["uniswap_v2_whitelist"] = new JsonArray([.. exchange.Tokens.Where(token => priced.Contains(token.Symbol)).Select(static token => (JsonNode)token.Address.ToString())]),
        };
    }

    private static Task WriteAsync(string folder, string name, JsonNode json, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(folder, name), json.ToJsonString(), cancellationToken);
}

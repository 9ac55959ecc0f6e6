using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Tests.Support.SyntheticChains;

/// <summary>Writes the upstream configuration of a set of pairs, each with both base project types.</summary>
internal static class SyntheticConfiguration
{
    public static void Write(string folder, IEnumerable<Address> pairs)
    {
        string[] sources = [.. pairs.Select(static pair => pair.ToString())];
        Save("projects.json", new JsonObject
        {
            ["config"] = new JsonArray(
                ProjectType("pairContract_pair_total_reserves", sources, "pair_total_reserves", "PairTotalReservesProcessor"),
                ProjectType("pairContract_trade_volume", sources, "trade_volume", "TradeVolumeProcessor")),
        });
        Save("aggregator.json", new JsonObject { ["config"] = new JsonArray() });
        Save("preloader.json", new JsonObject
        {
            ["preloaders"] = new JsonArray(Preloader("block_details", "BlockDetailsPreloader"), Preloader("eth_price", "EthPricePreloader")),
            ["delegate_tasks"] = new JsonArray(),
            ["timeout"] = 60,
        });
        Save("settings.json", new JsonObject { ["namespace"] = "SYNTHETIC" });

        void Save(string name, JsonObject content) => File.WriteAllText(Path.Combine(folder, name), content.ToJsonString());
    }

    private static JsonObject ProjectType(string name, string[] sources, string module, string className) => new()
    {
        ["project_type"] = name,
        ["preload_tasks"] = new JsonArray("eth_price", "block_details"),
        ["projects"] = new JsonArray([.. sources.Select(static source => (JsonNode?)source)]),
        ["processor"] = new JsonObject { ["module"] = $"snapshotter.modules.computes.{module}", ["class_name"] = className },
    };

    private static JsonObject Preloader(string task, string className) => new()
    {
        ["task_type"] = task,
        ["module"] = $"snapshotter.utils.preloaders.{task}.preloader",
        ["class_name"] = className,
    };
}

using System.Text.Json.Nodes;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Api.SyntheticChains;

/// <summary>Writes the upstream configuration of a set of pairs, each with both base project types, with or without the aggregates over them.</summary>
internal static class SyntheticConfiguration
{
    private const string Namespace = "SYNTHETIC";
    private const string Volume = "pairContract_trade_volume";
    private const string Reserves = "pairContract_pair_total_reserves";
    private const string DayVolume = "aggregate_pairContract_24h_trade_volume";
    private const string WeekVolume = "aggregate_pairContract_7d_trade_volume";

    public static void Write(string folder, IEnumerable<Address> pairs, bool hasAggregates)
    {
        string[] sources = [.. pairs.Select(static pair => pair.ToString())];
        Save("projects.json", new JsonObject
        {
            ["config"] = new JsonArray(
                ProjectType(Reserves, sources, "pair_total_reserves", "PairTotalReservesProcessor"),
                ProjectType(Volume, sources, "trade_volume", "TradeVolumeProcessor")),
        });
        Save("aggregator.json", new JsonObject { ["config"] = hasAggregates ? Aggregates(sources) : [] });
        Save("preloader.json", new JsonObject
        {
            ["preloaders"] = new JsonArray(Preloader("block_details", "BlockDetailsPreloader"), Preloader("eth_price", "EthPricePreloader")),
            ["delegate_tasks"] = new JsonArray(),
            ["timeout"] = 60,
        });
        Save("settings.json", new JsonObject { ["namespace"] = Namespace });

        void Save(string name, JsonObject content) => File.WriteAllText(Path.Combine(folder, name), content.ToJsonString());
    }

    private static JsonObject ProjectType(string name, string[] sources, string module, string className) => new()
    {
        ["project_type"] = name,
        ["preload_tasks"] = new JsonArray("eth_price", "block_details"),
        ["projects"] = new JsonArray([.. sources.Select(static source => (JsonNode?)source)]),
        ["processor"] = new JsonObject { ["module"] = $"snapshotter.modules.computes.{module}", ["class_name"] = className },
    };

    private static JsonArray Aggregates(string[] sources) =>
    [
        OfOne(DayVolume, Volume, "single_uniswap_trade_volume_24h"),
        OfOne(WeekVolume, DayVolume, "single_uniswap_trade_volume_7d"),
        OfMany("aggregate_24h_top_pairs_lite", sources, [DayVolume, Reserves], "multi_uniswap_top_pairs_24h", "AggreagateTopPairsProcessor"),
        OfMany("aggregate_24h_top_tokens_lite", sources, [DayVolume, Reserves], "multi_uniswap_top_tokens", "AggreagateTopTokensProcessor"),
        OfMany("aggregate_7d_top_pairs_lite", sources, [WeekVolume], "multi_uniswap_top_pairs_7d", "AggreagateTopPairsProcessor"),
        OfMany("aggregate_24h_stats_lite", sources, [DayVolume, Reserves], "multi_uniswap_stats", "AggreagateStatsProcessor"),
    ];

    private static JsonObject OfOne(string name, string over, string module) => new()
    {
        ["project_type"] = name,
        ["aggregate_on"] = "SingleProject",
        ["filters"] = new JsonObject { ["projectId"] = over },
        ["processor"] = Aggregator(module, "AggregateTradeVolumeProcessor"),
    };

    private static JsonObject OfMany(string name, string[] sources, string[] over, string module, string className) => new()
    {
        ["project_type"] = name,
        ["aggregate_on"] = "MultiProject",
        ["projects_to_wait_for"] = new JsonArray([.. sources.SelectMany(source => over, static (source, type) => (JsonNode?)$"{type}:{source}:{Namespace}")]),
        ["processor"] = Aggregator(module, className),
    };

    private static JsonObject Aggregator(string module, string className) =>
        new() { ["module"] = $"snapshotter.modules.computes.aggregate.{module}", ["class_name"] = className };

    private static JsonObject Preloader(string task, string className) => new()
    {
        ["task_type"] = task,
        ["module"] = $"snapshotter.utils.preloaders.{task}.preloader",
        ["class_name"] = className,
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>A configuration whose trade volumes the protocol state tells and whose traded pairs the receipts tell, with a timeline that moves the former.</summary>
internal static class MovingConfiguration
{
    public const string BulkType = "traded_pairs";

    private const string Volume = "pairContract_trade_volume";
    private const string First = "0xb4e16d0168e52d35cacd2c6185b44281ec28c9dc";
    private const string Second = "0xae461ca67b15dc8dc81ce7615e0320da1a9ab8d5";
    private const string Third = "0x0d4a11d5eeaac28ec3f61d100daf4d40471f1852";

    /// <summary>Allowed from epoch 5 to epoch 14.</summary>
    public static string ProjectId => $"{Volume}:{First}:UNISWAPV2";

    public static (string Folder, string Timeline) Write(string folder, int epochs)
    {
        var config = Path.Combine(folder, "config");
        Directory.CreateDirectory(config);
        foreach (var file in Directory.EnumerateFiles(Repository.Golden("config", "default7"))) File.Copy(file, Path.Combine(config, Path.GetFileName(file)));
        var path = Path.Combine(config, "projects.json");
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        root["config"]![1]!["projects"] = new JsonArray();
        root["config"]!.AsArray().Add(new JsonObject
        {
            ["project_type"] = BulkType,
            ["projects"] = new JsonArray(),
            ["bulk_mode"] = true,
            ["preload_tasks"] = new JsonArray("block_transactions"),
            ["processor"] = new JsonObject { ["module"] = "snapshotter.modules.computes.traded_pairs", ["class_name"] = "TradedPairsProcessor" },
        });
        File.WriteAllText(path, root.ToJsonString());

        var timeline = Path.Combine(folder, "events.jsonl");
        File.WriteAllLines(timeline, Enumerable.Range(1, epochs).SelectMany(Events));
        return (config, timeline);
    }

    /// <summary>Updates are told ahead of their epoch, in time and late; half of the epochs become final.</summary>
    private static IEnumerable<string> Events(int epoch)
    {
        if (epoch == 1) yield return Update(First, allowed: true, 5);
        if (epoch == 10) yield return Update(First, allowed: false, 15);
        if (epoch % 4 == 3) yield return Update(Second, allowed: epoch % 8 == 3, epoch);
        var begin = 501 + ((epoch - 1) * 10);
        yield return Text($$"""{"op":"release","epochId":{{epoch}},"begin":{{begin}},"end":{{begin + 9}}}""");
        if (epoch == 6) yield return Update(Third.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal), allowed: true, 2);
        if (epoch % 2 == 0) yield return Text(
            $$$"""{"op":"finalize","epochId":{{{epoch}}},"cids":{"{{{ProjectId}}}":null,"{{{Volume}}}:{{{Third}}}:UNISWAPV2":null,"aggregate_pairContract_24h_trade_volume:{{{Third}}}:UNISWAPV2":null}}""");
    }

    private static string Update(string source, bool allowed, int epoch) =>
        Text($$"""{"op":"projects","projectId":"{{Volume}}:{{source}}:UNISWAPV2","allowed":{{(allowed ? "true" : "false")}},"enableEpochId":{{epoch}}}""");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

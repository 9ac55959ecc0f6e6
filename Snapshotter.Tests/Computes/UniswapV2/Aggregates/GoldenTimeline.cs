using System.Text.Json.Nodes;
using Snapshotter.Computes;
using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>A recorded run of the original: when epochs were released, what was final when, and which aggregates came out.</summary>
/// <param name="Folder">The run.</param>
/// <param name="ConfigurationFolder">Its configuration.</param>
/// <param name="World">The chain it read.</param>
/// <param name="BaseSnapshots">The base snapshots over that chain.</param>
internal sealed record GoldenTimeline(string Folder, string ConfigurationFolder, RecordedWorld World, Func<Task<Dictionary<(string ProjectId, long EpochId), byte[]>>> BaseSnapshots)
{
    /// <summary>A run over the local chain.</summary>
    public static GoldenTimeline Local(string name) =>
        new(Repository.Golden("snapshots", name), Repository.Golden("config", name), RecordedWorld.Golden, static () => GoldenBase.Golden);

    /// <summary>The run over real blocks.</summary>
    public static GoldenTimeline Mainnet { get; } = new(
        Repository.Golden("mainnet-17686110", "size2"), Repository.Golden("mainnet-17686110", "size2", "config"), RecordedWorld.Mainnet, static () => GoldenBase.Mainnet);

    private JsonObject Run => Repository.ReadJson(Path.Combine(Folder, "run.json")).AsObject();

    private WindowOptions Window => new() { EpochSize = (int)Run["EPOCH_SIZE"]!, BlockTimeSeconds = (int)Run["source_chain_block_time_s"]! };

    /// <summary>The aggregates that the original built, but for those held out.</summary>
    public List<JsonObject> Lines => [.. Directory.GetFiles(Folder, "aggregate_*.jsonl.gz").Order(StringComparer.Ordinal).SelectMany(Repository.ReadJsonLines)];

    /// <summary>Plays the run to its end, or until an epoch was released.</summary>
    public async Task<TimelineNode> PlayAsync(ModuleRegistry modules, long untilEpochId = long.MaxValue)
    {
        var node = new TimelineNode(World, NodeConfiguration.Load(ConfigurationFolder, modules.Known).Aggregates, modules, Window);
        var missed = Run["scenario"]?["_noevent"]?.AsObject();
        var pairs = Run["pairs"]!.AsArray().Select(static pair => (string)pair!).ToHashSet();
        var snapshots = (await BaseSnapshots()).Where(entry => pairs.Contains(entry.Key.ProjectId.Split(':')[1])).ToLookup(entry => entry.Key.EpochId, entry => (entry.Key.ProjectId, entry.Value));
        foreach (var line in Repository.ReadJsonLines(Path.Combine(Folder, "events.jsonl.gz")))
        {
            var epochId = (long?)line["epochId"] ?? 0;
            await PlayAsync(line, node, snapshots[epochId], missed?[$"{epochId}"]?.AsArray());
            if ((string)line["op"]! == "release" && epochId == untilEpochId) break;
        }

        return node;
    }

    private static async Task PlayAsync(JsonObject line, TimelineNode node, IEnumerable<(string ProjectId, byte[] Bytes)> snapshots, JsonArray? missed)
    {
        switch ((string)line["op"]!)
        {
            case "release":
                await node.ReleaseAsync(new Epoch((long)line["epochId"]!, (long)line["begin"]!, (long)line["end"]!), snapshots);
                break;
            case "finalize":
                var cids = line["cids"]!.AsObject().Select(static entry => KeyValuePair.Create(entry.Key, entry.Value is null ? (Cid?)null : Cid.Parse((string)entry.Value!)));
                await node.FinalizeAsync((long)line["epochId"]!, cids, projectId => missed?.Any(part => projectId.Contains((string)part!, StringComparison.Ordinal)) ?? false);
                break;
            case "del":
                await ForgetAsync(node.State, (string)line["pattern"]!);
                break;
            case "skip":
                break;
            default:
                throw new InvalidDataException($"There is no operation '{line["op"]}'.");
        }
    }

    private static async Task ForgetAsync(SqliteStateStore store, string pattern)
    {
        Remembered? what = pattern switch
        {
            "submittedBaseSnapshots:*" => Remembered.Submissions,
            "projectID:*:finalizedData" => Remembered.Finality,
            "projectFirstEpoch" => Remembered.FirstEpochs,
            // Caches of prices, of which no aggregate reads anything.
            "uniswap:*" => null,
            _ => throw new InvalidDataException($"There is nothing under '{pattern}'."),
        };
        if (what is { } known) await store.ForgetAsync(known, CancellationToken.None);
    }
}

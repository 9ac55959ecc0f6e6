using System.Collections.Concurrent;
using System.Text.Json;
using Snapshotter.Api.Replay;
using Snapshotter.Api.Settings;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.Chaos.Worlds;

/// <summary>Makes worlds below a folder. There are a few, each made once: what an undisturbed run gives need not be found out for every disturbed one.</summary>
internal sealed class WorldLibrary(string folder)
{
    private const int Worlds = 6;
    private const int Pairs = 5;
    private const int TradesPerBlock = 5;
    private const int ForksPerWorld = 2;

    private readonly ConcurrentDictionary<ulong, Lazy<Task<ChaosWorld>>> _worlds = new();

    /// <summary>The world of a seed.</summary>
    public Task<ChaosWorld> OfAsync(ulong seed)
    {
        var number = seed % Worlds;
        return _worlds.GetOrAdd(number, _ => new Lazy<Task<ChaosWorld>>(() => MakeAsync(number))).Value;
    }

    private async Task<ChaosWorld> MakeAsync(ulong number)
    {
        var root = Path.Combine(folder, FormattableString.Invariant($"world-{number}"));
        var config = Path.Combine(root, "config");
        var lots = Lots.Of(number, "world");
        var trunk = new SyntheticChainOptions(Pairs, ChaosWorld.Blocks) { TradesPerBlock = TradesPerBlock, Seed = lots.Next() };
        var forks = new List<ChaosFork> { await RunUndisturbedAsync(trunk, Path.Combine(root, "trunk"), config) };
        for (var i = 0; i < ForksPerWorld; i++)
        {
            var fork = trunk with { Fork = new SyntheticFork(lots.Between(ChaosWorld.EpochSize, ChaosWorld.Blocks - 2), lots.Next()) };
            forks.Add(await RunUndisturbedAsync(fork, Path.Combine(root, FormattableString.Invariant($"fork-{i + 1}")), config));
        }

        return new ChaosWorld(config, forks, [.. forks[0].Snapshots.Keys.Select(static key => key.ProjectId).Distinct(StringComparer.Ordinal)]);
    }

    private static async Task<ChaosFork> RunUndisturbedAsync(SyntheticChainOptions options, string root, string config)
    {
        var (chain, results) = (Path.Combine(root, "chain"), Path.Combine(root, "undisturbed"));
        SyntheticChain.Write(options, chain, config);
        var replay = new ReplayOptions(chain, null, config, options.FirstBlock, ChaosWorld.EpochSize, ChaosWorld.Epochs, 12, results, null, DeriveFromLogs: false);
        await new ReplayRunner(replay, SettingsLoader.Load(new Dictionary<string, string?>()), static logging => logging.ClearProviders()).RunAsync(static (_, _) => { }, CancellationToken.None);
        return new ChaosFork(RecordedChain.Load(chain), ReadHashes(chain), await ReadSnapshotsAsync(results));
    }

    private static string[] ReadHashes(string chain)
    {
        using var blocks = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(chain, "blocks.json")));
        return [.. blocks.RootElement.EnumerateArray().Select(static block => block.GetProperty("hash").GetString()!)];
    }

    private static async Task<Dictionary<SnapshotKey, string>> ReadSnapshotsAsync(string results)
    {
        var snapshots = new Dictionary<SnapshotKey, string>();
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(results, "snapshots.jsonl")))
        {
            using var json = JsonDocument.Parse(line);
            var snapshot = json.RootElement;
            snapshots.Add(new SnapshotKey(snapshot.GetProperty("epochId").GetInt64(), snapshot.GetProperty("projectId").GetString()!), snapshot.GetProperty("text").GetString()!);
        }

        return snapshots;
    }
}

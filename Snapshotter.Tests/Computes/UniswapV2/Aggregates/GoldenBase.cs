using Snapshotter.Computes;
using Snapshotter.Computes.UniswapV2;
using Snapshotter.Core.Configuration;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Computes.UniswapV2.Aggregates;

/// <summary>The base snapshots of a recorded chain, built once for all timelines over it: those the original built, and those it built and held out.</summary>
internal static class GoldenBase
{
    private static readonly ModuleRegistry Modules = new(UniswapV2Settings.Mainnet);

    private static readonly Lazy<Task<Dictionary<(string ProjectId, long EpochId), byte[]>>> LazyGolden = new(() => BuildAllAsync(
        RecordedWorld.Golden, Repository.Golden("config", "all15"), [.. Enumerable.Range(1, 64).Select(id => new Epoch(id, 501 + (10 * (id - 1)), 510 + (10 * (id - 1))))]));

    private static readonly Lazy<Task<Dictionary<(string ProjectId, long EpochId), byte[]>>> LazyMainnet = new(() => BuildAllAsync(
        RecordedWorld.Mainnet, Repository.Golden("mainnet-17686110", "size2", "config"), [.. Enumerable.Range(1, 11).Select(id => new Epoch(id, 17686110 + (2 * (id - 1)), 17686111 + (2 * (id - 1))))]));

    /// <summary>All pairs of the local chain; what the original failed to build is missing.</summary>
    public static Task<Dictionary<(string ProjectId, long EpochId), byte[]>> Golden => LazyGolden.Value;

    /// <summary>All pairs of the mainnet sample.</summary>
    public static Task<Dictionary<(string ProjectId, long EpochId), byte[]>> Mainnet => LazyMainnet.Value;

    private static async Task<Dictionary<(string ProjectId, long EpochId), byte[]>> BuildAllAsync(RecordedWorld world, string configuration, Epoch[] epochs)
    {
        var types = NodeConfiguration.Load(configuration, Modules.Known).Projects;
        var built = new Dictionary<(string ProjectId, long EpochId), byte[]>();
        foreach (var epoch in epochs)
        {
            var chain = new RecordedSourceChain(world, epoch, derivesFromLogs: true);
            foreach (var type in types)
            {
                foreach (var source in type.Sources!)
                {
                    if (await TryBuildAsync(type.Processor.Resolve(Modules), source, chain) is { } bytes)
                        built.Add((ProjectId.Base(type.ProjectType, source.Value, "UNISWAPV2"), epoch.Id), bytes);
                }
            }
        }

        return built;
    }

    private static async Task<byte[]?> TryBuildAsync(ISnapshotProcessor processor, DataSource source, RecordedSourceChain chain)
    {
        try
        {
            return CanonicalJson.Serialize((await processor.BuildAsync(source, chain, CancellationToken.None))!, static (writer, snapshot) => snapshot.WriteTo(writer));
        }
        catch (SnapshotException)
        {
            return null;
        }
    }
}

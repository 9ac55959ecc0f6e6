using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.Trying;

/// <summary>Builds the snapshot of one project type in one epoch, with the node's own reader and nothing else of the pipeline; nothing is kept.</summary>
internal static class TryRunner
{
    /// <summary>Builds it.</summary>
    /// <exception cref="UserException">What is asked for does not fit the configuration or the chain.</exception>
    /// <exception cref="SnapshotException">The processor built no snapshot.</exception>
    /// <exception cref="SourceChainException">The chain could not be read.</exception>
    public static async Task<Trial> RunAsync(TryOptions options, NodeOptions settings, TimeProvider time, CancellationToken cancellationToken)
    {
        var (_, plan, notes) = NodeConfigurationLoader.Load(options.ConfigFolder, settings.Modules);
        var type = TriedType.Find(plan, options.ProjectType, options.Source);
        using var transport = Open(options);
        using var tally = new CallTally(transport);
        settings.Rpc.Endpoints.Clear();
        settings.Rpc.Endpoints.Add(new RpcEndpointOptions { Url = options.RpcUrl ?? "http://recording", Alias = "source" });
        using var rpc = new RpcClient(settings.Rpc, time, NullLogger.Instance, tally);

        var folder = Directory.CreateTempSubdirectory("snapshotter-try-");
        try
        {
            await using var facts = SqliteStateStore.Open(folder.FullName);
            var reader = new SourceChainReader(rpc, facts, settings.SourceChain, plan.Delegated, time);
            var started = time.GetTimestamp();
            var chain = await ReadAsync(reader, options, cancellationToken);
            var builds = await chain.RunAsync(() => BuildAsync(plan, type, chain, cancellationToken));
            return new Trial(SnapshotsOf(builds, options), options.Begin, options.End, tally.Requests, tally.Calls, time.GetElapsedTime(started), notes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static HttpMessageHandler Open(TryOptions options)
    {
        if (options.ChainFolder is not { } folder) return new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All, AllowAutoRedirect = false, UseCookies = false };
        var chain = RecordedChain.Load(folder);
        return options.Begin >= chain.First && options.End <= chain.Last
            ? new RecordedChainHandler(new RecordedChainRpc(chain, FixedHead.AllOf(chain)))
            : throw new UserException($"--epoch {options.Begin}-{options.End}: the recording holds blocks {chain.First} to {chain.Last}.");
    }

    private static async Task<EpochChain> ReadAsync(SourceChainReader reader, TryOptions options, CancellationToken cancellationToken)
    {
        return await reader.TryReadAsync(new Epoch(1, options.Begin, options.End), headOffset: 0, cancellationToken)
            ?? throw new UserException($"--epoch {options.Begin}-{options.End}: the chain's last block is {reader.Head}.");
    }

    private static async Task<IReadOnlyList<SnapshotBuild>> BuildAsync(ProjectPlan plan, TriedType type, EpochChain chain, CancellationToken cancellationToken)
    {
        await Task.WhenAll(type.PreloadTasks.Select(task => plan.Preloaders[task].PreloadAsync(chain, cancellationToken).AsTask()));
        return await type.BuildAsync(chain, cancellationToken);
    }

    private static TriedSnapshot[] SnapshotsOf(IReadOnlyList<SnapshotBuild> builds, TryOptions options)
    {
        if (builds.Count == 0) throw new SnapshotException($"{options.ProjectType} builds no snapshot{(options.Source is { } source ? $" of {source}" : "")} in blocks {options.Begin} to {options.End}.");
        if (builds.FirstOrDefault(static build => build.IsTransient) is { } failed) throw new SourceChainException(failed.Error!);
        return [.. builds.Select(static build => build.Bytes is { } bytes ? new TriedSnapshot(build.ProjectId, bytes) : throw new SnapshotException($"{build.ProjectId} has no snapshot: {build.Error}"))];
    }
}

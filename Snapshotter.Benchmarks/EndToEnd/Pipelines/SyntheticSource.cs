using Snapshotter.Api.Hosting;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>A synthetic chain on disk, served by a process of its own.</summary>
internal sealed class SyntheticSource : IAsyncDisposable
{
    private readonly ChildServer _server;

    private SyntheticSource(ChildServer server, SyntheticChainOptions options, ProjectPlan plan)
    {
        _server = server;
        Job = new PipelineJob(server.Url.AbsoluteUri, plan, options.FirstBlock, EpochSize, options.Blocks / EpochSize);
    }

    /// <summary>Blocks per epoch.</summary>
    public const int EpochSize = 10;

    /// <summary>All of its epochs.</summary>
    public PipelineJob Job { get; }

    public static async Task<SyntheticSource> StartAsync(MeasureContext context, SyntheticChainOptions options, CancellationToken cancellationToken)
    {
        var (chain, config) = (context.Work.Create("chain"), context.Work.Create("config"));
        SyntheticChain.Write(options, chain, config);
        var (_, plan, _) = NodeConfigurationLoader.Load(config);
        return new SyntheticSource(await ChildServer.StartAsync("snapshotter.dll", ["serve-chain", "--chain", chain, "--port", "0"], cancellationToken), options, plan);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

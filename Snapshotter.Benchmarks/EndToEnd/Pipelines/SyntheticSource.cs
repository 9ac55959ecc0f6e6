using Snapshotter.Api.Hosting;
using Snapshotter.Api.SyntheticChains;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Benchmarks.EndToEnd.Pipelines;

/// <summary>A synthetic chain on disk, served by a process of its own.</summary>
internal sealed class SyntheticSource : IAsyncDisposable
{
    private readonly ChildServer _server;

    private SyntheticSource(ChildServer server, SyntheticChainOptions options, ProjectPlan plan, string config)
    {
        ConfigFolder = config;
        _server = server;
        Job = new PipelineJob(server.Url.AbsoluteUri, plan, options.FirstBlock, EpochSize, options.Blocks / EpochSize);
    }

    /// <summary>Blocks per epoch.</summary>
    public const int EpochSize = 10;

    /// <summary>All of its epochs.</summary>
    public PipelineJob Job { get; }

    /// <summary>The configuration of its projects.</summary>
    public string ConfigFolder { get; }

    /// <summary>The processor time of the process that serves it.</summary>
    public TimeSpan ProcessorTime => _server.ProcessorTime;

    /// <summary>Makes the chain and serves it.</summary>
    public static async Task<SyntheticSource> StartAsync(MeasureContext context, SyntheticChainOptions options, CancellationToken cancellationToken, TimeSpan latency = default)
    {
        var (chain, config) = (context.Work.Create("chain"), context.Work.Create("config"));
        SyntheticChain.Write(options, chain, config);
        var (_, plan, _) = NodeConfigurationLoader.Load(config);
        return new SyntheticSource(
            await ChildServer.StartAsync("snapshotter.dll", ["serve-chain", "--chain", chain, "--port", "0", "--latency", FormattableString.Invariant($"{latency.TotalSeconds}")], cancellationToken),
            options, plan, config);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Keys;
using Snapshotter.Api.LocalNetwork.Nodes;
using Snapshotter.Api.Settings;
using Snapshotter.Benchmarks.EndToEnd.Probes;
using Snapshotter.Core;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>A node wired for an anchor chain, in this process, all of whose pipeline runs under a watch.</summary>
internal sealed class LatencyNode : IAsyncDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    private readonly NodeKeys _keys;
    private readonly DataFolder _data;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private readonly int _projects;

    /// <summary>Starts a node.</summary>
    public LatencyNode(PrivateKey key, ProjectPlan plan, string folder, Uri source, Uri anchor, Address contract)
    {
        var options = SettingsLoader.Load(new Dictionary<string, string?>
        {
            ["Rpc:Endpoints:0:Url"] = source.AbsoluteUri,
            ["Rpc:Endpoints:0:Alias"] = LatencyWatch.Source,
            ["Protocol:Kind"] = "V1",
            ["Protocol:Address"] = contract.ToString(),
            ["Protocol:WebSocket"] = new UriBuilder(anchor) { Scheme = "ws" }.Uri.AbsoluteUri,
            ["AnchorRpc:Endpoints:0:Url"] = anchor.AbsoluteUri,
            ["AnchorRpc:Endpoints:0:Alias"] = LatencyWatch.Anchor,
        });
        _keys = NodeKeys.Load(options.Keys, name => name == "SNAPSHOTTER_SIGNER_KEY" ? NodeSeat.HexOf(key) : null);
        _data = DataFolder.Hold(folder);
        var services = new ServiceCollection().AddLogging().AddAnchor(options, _keys).AddNode(options, plan, _data);
        services.Decorate<IRpcObserver>(inner => new WatchedRpc(inner, Watch));
        services.Decorate<IJobHandler>(inner => new WatchedHandler(inner, Watch));
        _services = services.BuildServiceProvider();
        _projects = plan.ProjectIds.Count();
        Store.Committed += Watch.OnCommitted;
        _running = _services.GetRequiredService<Pipeline>().RunAsync(_stopping.Token);
    }

    /// <summary>When it passed which stage.</summary>
    public LatencyWatch Watch { get; } = new();

    private IStateStore Store => _services.GetRequiredService<IStateStore>();

    /// <summary>Completes when the node follows the anchor chain.</summary>
    public Task ReadyAsync(CancellationToken cancellationToken) => UntilAsync(async () => await Store.FactAsync("anchor:cursor", cancellationToken) is not null, cancellationToken);

    /// <summary>Completes when the node knows every project of an epoch to be final.</summary>
    public Task FinalAsync(long epochId, CancellationToken cancellationToken) => UntilAsync(
        async () => (await Store.EpochReportsAsync(epochId, 1, cancellationToken)).SelectMany(static report => report.Transitions).Count(static one => one is { Stage: Stage.SnapshotFinalize, Succeeded: true }) == _projects
            && (await Store.OutboxAsync(1, cancellationToken)).Count == 0,
        cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
        _data.Dispose();
        _keys.Dispose();
        _stopping.Dispose();
    }

    private async Task UntilAsync(Func<Task<bool>> isTrue, CancellationToken cancellationToken)
    {
        while (!await isTrue())
        {
            if (_running.IsFaulted) await _running;
            await Task.Delay(LookInterval, TimeProvider.System, cancellationToken);
        }
    }
}

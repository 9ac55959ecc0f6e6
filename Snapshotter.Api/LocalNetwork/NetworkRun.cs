using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Api.LocalNetwork.Faults;
using Snapshotter.Api.LocalNetwork.Nodes;
using Snapshotter.Api.LocalNetwork.Sources;
using Snapshotter.Api.LocalNetwork.Sources.Live;
using Snapshotter.Api.LocalNetwork.Watching;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Network.Contracts;
using Snapshotter.Network.Epochs;

namespace Snapshotter.Api.LocalNetwork;

/// <summary>A whole network on this machine: source chain, anchor chain with the contract, epoch manager and nodes. All of it goes with this object.</summary>
internal sealed class NetworkRun : IAsyncDisposable
{
    private readonly LocalNetworkOptions _options;
    private readonly TextWriter _output;
    private readonly Stack<IAsyncDisposable> _parts = new();
    private readonly List<NodeProcess> _nodes = [];
    private readonly List<PrivateKey> _keys = [];
    private readonly TemporaryNetworkFolder _folder;

    private NetworkRun(LocalNetworkOptions options, TextWriter output)
    {
        _options = options;
        _output = output;
        _folder = new TemporaryNetworkFolder(options.DataFolder);
    }

    /// <summary>Runs a network until it is stopped or has done its epochs.</summary>
    /// <returns>The exit code: done only when every epoch became final as it should.</returns>
    public static async Task<int> RunAsync(LocalNetworkOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var network = new NetworkRun(options, output);
        return await network.RunAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part)) await part.DisposeAsync();
        foreach (var key in _keys) key.Dispose();
        _folder.Dispose();
    }

    private async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var anvil = await AnvilTool.FindAsync(_output, cancellationToken);
        var source = Keep(await StartSourceAsync(anvil, cancellationToken));
        var anchor = Keep(await LocalChain.StartAsync(anvil, ["--no-mining", "--order", "fifo"], cancellationToken));
        using var anchorRpc = ClientOf(anchor.Url, "anchor");
        var clock = new AnchorClock(anchorRpc, TimeProvider.System);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ticking = clock.RunAsync(stopping.Token);
        var managing = Task.CompletedTask;
        try
        {
            var deployed = await SetUpAsync(source, anchor.Url, anchorRpc, ticking, stopping);

            using var sourceRpc = ClientOf(source.Url, "source");
            using var meter = new NodeMeter();
            var metrics = new EpochManagerMetrics(meter);
            managing = ManagerOf(source, sourceRpc, deployed, metrics).RunAsync(stopping.Token);
            var (_, plan, _) = NodeConfigurationLoader.Load(source.ConfigFolder);
            var observation = new NetworkObservation(_options, _nodes, new NetworkWatch(anchorRpc, deployed.Contract.Address), clock, plan.ProjectIds.Count(), _output);
            return await observation.RunAsync(managing, [ticking, source.Running], cancellationToken);
        }
        finally
        {
            await stopping.CancelAsync();
            await Task.WhenAll(managing, ticking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Deploys the contract and starts the nodes, which takes no longer than anything else may, and needs the anchor chain's time to go on.</summary>
    private async Task<AnchorContract> SetUpAsync(INetworkSource source, Uri anchor, RpcClient anchorRpc, Task ticking, CancellationTokenSource stopping)
    {
        var working = DeployAndStartAsync(source, anchor, anchorRpc, stopping.Token);
        try
        {
            var first = await Task.WhenAny(working, ticking).WaitAsync(LocalNetworkOptions.Patience, TimeProvider.System, stopping.Token);
            if (first == ticking) await ticking;
            return await working;
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException(
                $"The contract and the nodes were not there within {LocalNetworkOptions.Patience}: the logs of the nodes are below {_folder.Path}; keep them with --data, and start fewer nodes on a busy machine.");
        }
        finally
        {
            if (!working.IsCompleted) await stopping.CancelAsync();
            await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<AnchorContract> DeployAndStartAsync(INetworkSource source, Uri anchor, RpcClient anchorRpc, CancellationToken cancellationToken)
    {
        var owner = NewKey();
        PrivateKey[] keys = [.. Enumerable.Range(0, _options.Nodes).Select(_ => NewKey())];
        var deployed = await AnchorContract.DeployAsync(
            anchorRpc, owner, [.. keys.Select(static key => key.Address)],
            new SourceChainOptions(source.ChainId, source.EpochSize, TimeSpan.FromSeconds(12)), LocalNetworkOptions.SubmissionWindow, cancellationToken);
        await _output.WriteLineAsync($"Anchor chain at {anchor}, contract {deployed.Contract.Address}; source chain at {source.Url}; state below {_folder.Path}.");
        await StartNodesAsync(keys, source, anchor, deployed, cancellationToken);
        return deployed;
    }

    private async Task<INetworkSource> StartSourceAsync(string anvil, CancellationToken cancellationToken)
    {
        if (!_options.IsLive) return await SampleSource.StartAsync(_options, cancellationToken);
        var code = await UniswapCode.LoadAsync(NodePackages.Tools, _output, cancellationToken);
        return await LiveSource.StartAsync(_options, anvil, code, Path.Combine(_folder.Path, "config"), cancellationToken);
    }

    private EpochManager ManagerOf(INetworkSource source, RpcClient sourceRpc, AnchorContract deployed, EpochManagerMetrics metrics) => new(
        sourceRpc,
        new ContractEpochLedger(deployed.Account, deployed.Contract, TimeSpan.FromMilliseconds(500), TimeProvider.System),
        new EpochManagerOptions
        {
            EpochSize = source.EpochSize,
            HeadOffset = 0,
            FirstBlock = source.FirstBlock,
            Limit = _options.Epochs ?? source.MaxEpochs,
            PollingInterval = TimeSpan.FromMilliseconds(500),
            ReleaseInterval = TimeSpan.FromSeconds(Math.Max(0.2, _options.Pace * source.EpochSize)),
        },
        metrics,
        TimeProvider.System,
        NullLogger<EpochManager>.Instance);

    private async Task StartNodesAsync(PrivateKey[] keys, INetworkSource source, Uri anchor, AnchorContract deployed, CancellationToken cancellationToken)
    {
        var seats = keys.Select((key, index) => NodeSeat.Of(
            index + 1, _folder.Path, key, index == keys.Length - 1 ? _options.Fault : FaultKind.None, source, anchor, deployed.Contract.Address));
        foreach (var node in await Task.WhenAll(seats.Select(seat => NodeProcess.StartAsync(seat, cancellationToken))))
        {
            _nodes.Add(Keep(node));
            await _output.WriteLineAsync($"{node.Name} signs with {node.Account} and listens at {node.Url}{(node.Fault == FaultKind.None ? "" : $"; it is made to be {node.Fault}")}.");
        }
    }

    private static RpcClient ClientOf(Uri url, string alias) => new(
        new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = url.AbsoluteUri, Alias = alias } } }, TimeProvider.System, NullLogger.Instance);

    private PrivateKey NewKey()
    {
        var key = PrivateKey.Generate();
        _keys.Add(key);
        return key;
    }

    private T Keep<T>(T part) where T : IAsyncDisposable
    {
        _parts.Push(part);
        return part;
    }
}

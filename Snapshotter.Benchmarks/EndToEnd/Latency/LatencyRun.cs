using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Benchmarks.CommandLine;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Core.Snapshots;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Benchmarks.EndToEnd.Latency;

/// <summary>A node over a recorded source chain and an anchor chain with a block a second, both local, that takes part in epochs one after another.</summary>
internal static class LatencyRun
{
    private const byte EpochSize = 10;
    private const long FirstBlock = 501;
    private const int Window = 100;

    /// <summary>Runs epochs.</summary>
    /// <param name="plan">What the node builds.</param>
    /// <param name="epochs">How many.</param>
    /// <param name="anvil">The executable of the anchor chain.</param>
    /// <param name="folder">An empty folder for the node's state.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    public static async Task<IReadOnlyList<EpochLatency>> RunAsync(ProjectPlan plan, int epochs, string anvil, string folder, CancellationToken cancellationToken)
    {
        await using var source = await ChildServer.StartAsync("snapshotter.dll", ["serve-chain", "--chain", Checkout.GoldenChain, "--port", "0"], cancellationToken);
        await using var chain = await LocalChain.StartAsync(anvil, ["--no-mining", "--chain-id", "1", "--hardfork", "shanghai"], cancellationToken);
        var mined = new MinedBlocks();
        using var rpc = Connect(chain.Url, mined);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var mining = new AnchorClock(rpc, TimeProvider.System).RunAsync(stopping.Token);
        try
        {
            return await RunAsync(plan, epochs, source.Url, chain.Url, rpc, mined, folder, cancellationToken);
        }
        finally
        {
            await stopping.CancelAsync();
            await mining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<IReadOnlyList<EpochLatency>> RunAsync(
        ProjectPlan plan, int epochs, Uri source, Uri anchor, RpcClient rpc, MinedBlocks mined, string folder, CancellationToken cancellationToken)
    {
        using var owner = PrivateKey.Generate();
        using var key = PrivateKey.Generate();
        var (_, contract) = await AnchorContract.DeployAsync(rpc, owner, [key.Address], new SourceChainOptions(1, EpochSize, TimeSpan.FromSeconds(12)), Window, cancellationToken);
        await using var node = new LatencyNode(key, plan, folder, source, anchor, contract.Address);
        await node.ReadyAsync(cancellationToken);

        var latencies = new List<EpochLatency>(epochs);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            node.Watch.Begin();
            var begin = FirstBlock + ((epoch - 1) * EpochSize);
            var (released, block) = await contract.ReleaseAsync(begin, begin + EpochSize - 1, cancellationToken);
            await node.FinalAsync(released.Id, cancellationToken);
            latencies.Add(node.Watch.Take(mined.Before(block)));
        }

        return latencies;
    }

    private static RpcClient Connect(Uri url, IRpcObserver observer) =>
        new(new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = url.AbsoluteUri } } }, TimeProvider.System, NullLogger.Instance, observer: observer);
}

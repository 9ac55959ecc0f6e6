using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.LocalNetwork.Chains;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Network.Contracts;

namespace Snapshotter.Benchmarks.EndToEnd.Submissions;

/// <summary>Simulated nodes that submit epochs to a contract of the first generation on a chain of their own, by transactions of their own.</summary>
internal static class SubmissionRun
{
    private const byte EpochSize = 10;

    /// <summary>Submits all epochs, one after another.</summary>
    /// <param name="load">What is submitted.</param>
    /// <param name="anvil">The executable of the chain.</param>
    /// <param name="newFolder">Makes a folder for a node's state.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <returns>The epochs, and the accounts of the nodes.</returns>
    public static async Task<(IReadOnlyList<SubmittedEpoch> Epochs, IReadOnlyList<Address> Snapshotters)> RunAsync(SubmissionLoad load, string anvil, Func<string> newFolder, CancellationToken cancellationToken)
    {
        await using var chain = await LocalChain.StartAsync(anvil, load.ChainArguments, cancellationToken);
        using var rpc = new RpcClient(new RpcOptions { Endpoints = { new RpcEndpointOptions { Url = chain.Url.AbsoluteUri } } }, TimeProvider.System, NullLogger.Instance);
        using var owner = PrivateKey.Generate();
        var keys = Enumerable.Range(0, load.Nodes).Select(_ => SimulatedNode.NewKeys(load)).ToArray();
        await ChainFunds.GiveAsync(rpc, keys.SelectMany(static node => node.Senders).Select(static key => key.Address), cancellationToken);
        var (_, contract) = await AnchorContract.DeployAsync(
            rpc, owner, [.. keys.Select(static node => node.Signer.Address)], new SourceChainOptions(1, EpochSize, TimeSpan.FromSeconds(12)), load.Window, cancellationToken);
        var nodes = keys.Select(node => SimulatedNode.Start(node, newFolder(), chain.Url, contract.Address, load)).ToArray();
        try
        {
            var epochs = new List<SubmittedEpoch>();
            for (var epoch = 1; epoch <= load.Epochs; epoch++) epochs.Add(await SubmitAsync(load, rpc, contract, nodes, epoch, cancellationToken));
            return (epochs, [.. nodes.Select(static node => node.Account)]);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    private static async Task<SubmittedEpoch> SubmitAsync(SubmissionLoad load, RpcClient rpc, ProtocolStateV1 contract, SimulatedNode[] nodes, int epoch, CancellationToken cancellationToken)
    {
        var begin = ((epoch - 1) * EpochSize) + 1;
        var (released, block) = await contract.ReleaseAsync(begin, begin + EpochSize - 1, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var failures = await Task.WhenAll(nodes.Select(node => node.SubmitAsync(new ReleasedEpoch(released, default, 0, block, 0), load, cancellationToken)));
        var delivered = Stopwatch.GetElapsedTime(started);
        var requests = nodes.SelectMany(static node => node.Requests).Where(request => request.EndedAt > started).ToArray();
        var calls = requests.SelectMany(static request => request.Info.Calls).GroupBy(static call => call.Key, StringComparer.Ordinal)
            .ToDictionary(static method => method.Key, static method => method.Sum(static call => call.Value), StringComparer.Ordinal);
        var sent = requests.Where(static request => request.Info.Calls.ContainsKey("eth_sendRawTransaction")).Max(static request => request.EndedAt);
        return new SubmittedEpoch(
            released.Id, await ChainTally.ReadAsync(rpc, contract.Address, block, cancellationToken), [.. failures.SelectMany(static node => node)],
            Stopwatch.GetElapsedTime(started, sent), delivered, requests.Length, calls);
    }
}

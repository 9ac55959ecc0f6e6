using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Keys;
using Snapshotter.Api.LocalNetwork.Nodes;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Benchmarks.EndToEnd.Submissions;

/// <summary>A node wired for an anchor chain, of which the part from the outbox on runs: its snapshots are said to be built.</summary>
internal sealed class SimulatedNode : IAsyncDisposable, IRpcObserver
{
    private readonly PrivateKey _signer;
    private readonly PrivateKey[] _senders;
    private readonly NodeKeys _keys;
    private readonly DataFolder _data;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<(long EndedAt, RpcRequestInfo Info)> _requests = new();
    private Task[] _running = [];

    private SimulatedNode(PrivateKey signer, PrivateKey[] senders, string folder, Uri anchor, Address contract, SubmissionLoad load)
    {
        _signer = signer;
        _senders = senders;
        var options = SettingsLoader.Load(new Dictionary<string, string?>
        {
            // Nothing is read from a source chain.
            ["Rpc:Endpoints:0:Url"] = anchor.AbsoluteUri,
            ["Protocol:Kind"] = "V1",
            ["Protocol:Address"] = contract.ToString(),
            ["Protocol:WebSocket"] = new UriBuilder(anchor) { Scheme = "ws" }.Uri.AbsoluteUri,
            ["AnchorRpc:Endpoints:0:Url"] = anchor.AbsoluteUri,
            ["AnchorRpc:Endpoints:0:Alias"] = "anchor",
            // What waits for its block must not have to be signed anew meanwhile.
            ["Protocol:DeadlineBuffer"] = load.Window.ToString(CultureInfo.InvariantCulture),
        }.Concat(load.Settings).ToDictionary(StringComparer.Ordinal));
        var (_, plan, _) = NodeConfigurationLoader.Load(BundledFiles.ConfigFolder);
        _keys = NodeKeys.Load(options.Keys, name => name switch
        {
            "SNAPSHOTTER_SIGNER_KEY" => NodeSeat.HexOf(signer),
            "SNAPSHOTTER_SENDER_KEYS" => string.Join(',', senders.Select(NodeSeat.HexOf)),
            _ => null,
        });
        _data = DataFolder.Hold(folder);
        _services = new ServiceCollection().AddLogging().AddAnchor(options, _keys).AddNode(options, plan, _data).AddSingleton<IRpcObserver>(this).BuildServiceProvider();
    }

    /// <summary>The snapshotter's account.</summary>
    public Address Account => _signer.Address;

    /// <summary>The accounts that pay.</summary>
    public IEnumerable<Address> Senders => _senders.Select(static key => key.Address);

    /// <summary>The requests to the chain so far, with the moment in which each had ended.</summary>
    public IReadOnlyCollection<(long EndedAt, RpcRequestInfo Info)> Requests => _requests;

    private IStateStore Store => _services.GetRequiredService<IStateStore>();

    /// <summary>The accounts of a node, before there is a contract for it.</summary>
    public static (PrivateKey Signer, PrivateKey[] Senders) NewKeys(SubmissionLoad load) =>
        (PrivateKey.Generate(), [.. Enumerable.Range(0, load.AccountsPerNode).Select(static _ => PrivateKey.Generate())]);

    /// <summary>Starts a node; the keys become its own.</summary>
    public static SimulatedNode Start((PrivateKey Signer, PrivateKey[] Senders) keys, string folder, Uri anchor, Address contract, SubmissionLoad load)
    {
        var node = new SimulatedNode(keys.Signer, keys.Senders, folder, anchor, contract, load);
        node._running =
        [
            node._services.GetRequiredService<AnchorSubscription>().RunAsync(node._stopping.Token),
            node._services.GetRequiredService<AnchorFollower>().RunAsync(node._stopping.Token),
            node._services.GetRequiredService<OutboxPump>().RunAsync(node._stopping.Token),
        ];
        return node;
    }

    /// <summary>Puts an epoch's submissions into the outbox, as the end of its submit jobs would, and waits until all have ended.</summary>
    /// <returns>Why submissions failed; empty when none did.</returns>
    public async Task<IReadOnlyList<string>> SubmitAsync(ReleasedEpoch epoch, SubmissionLoad load, CancellationToken cancellationToken)
    {
        await Store.CommitAsync(new StateChange
        {
            Released = [epoch],
            Outbox = [.. load.ProjectIds.Select(id => new OutboxEntry(epoch.Epoch.Id, id, SubmissionLoad.CidOf(epoch.Epoch.Id, id)))],
        }, cancellationToken);
        _services.GetRequiredService<OutboxSignal>().Raise();
        while ((await Store.OutboxAsync(1, cancellationToken)).Count > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
            if (Array.Find(_running, static part => part.IsFaulted) is { } broken) await broken;
        }

        var report = (await Store.EpochReportsAsync(epoch.Epoch.Id, 1, cancellationToken)).Single();
        return [.. report.Transitions.Where(static transition => transition is { Stage: Stage.RelayerSend, Error: not null }).Select(static transition => transition.Error!)];
    }

    public void OnHttpRequest(RpcRequestInfo info) => _requests.Enqueue((Stopwatch.GetTimestamp(), info));

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
        _data.Dispose();
        _keys.Dispose();
        _signer.Dispose();
        foreach (var sender in _senders) sender.Dispose();
        _stopping.Dispose();
    }
}

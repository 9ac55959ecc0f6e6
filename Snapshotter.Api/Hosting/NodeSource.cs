using System.Globalization;
using Snapshotter.Api.CommandLine;
using Snapshotter.Api.RecordedChains;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Epochs;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;

namespace Snapshotter.Api.Hosting;

/// <summary>Where the node's blocks come from: a live chain, or a recording.</summary>
internal sealed class NodeSource
{
    private readonly NodeRequest _request;

    private NodeSource(NodeRequest request, RecordedChain? recording)
    {
        _request = request;
        Recording = recording;
    }

    /// <summary>The recording, or null on a live chain.</summary>
    public RecordedChain? Recording { get; }

    /// <summary>What tells one recording's epochs from another's, so that they never mix in one data folder; null on a live chain.</summary>
    public string? Identity => Recording is { } chain
        ? string.Create(CultureInfo.InvariantCulture, $"recording of chain {chain.ChainId}, blocks {chain.First} to {chain.Last}")
        : null;

    /// <summary>Opens the recording that is asked for, or the sample when nothing is.</summary>
    public static NodeSource Choose(NodeRequest request, NodeOptions options)
    {
        var isLive = request.ChainFolder is null && (options.Rpc.Endpoints.Count > 0 || request.ConfigFolder is not null);
        return new NodeSource(request, isLive ? null : RecordedChain.Load(request.ChainFolder ?? BundledFiles.SampleFolder));
    }

    /// <summary>The settings with what a recording implies: no reorganisations, a known first and last block.</summary>
    public NodeOptions Apply(NodeOptions options)
    {
        if (Recording is not { } chain) return options;
        var isSample = _request.ChainFolder is null;
        var size = isSample && !_request.Settings.ContainsKey("Epochs:Size") ? BundledFiles.SampleEpochSize : options.Epochs.Size;
        var first = options.Epochs.FirstBlock ?? chain.First;
        if (first < chain.First || first + size - 1 > chain.Last)
        {
            throw new UserException($"--first-block {first} with --epoch-size {size}: the recording holds blocks {chain.First} to {chain.Last}, and epoch 1 must lie in it.");
        }

        return options with
        {
            Epochs = options.Epochs with
            {
                Size = size,
                FirstBlock = first,
                HeadOffset = 0,
                LastBlock = chain.Last,
                PollingInterval = _request.Pace > 0 ? TimeSpan.FromSeconds(Math.Clamp(_request.Pace / 2, 0.01, 60)) : options.Epochs.PollingInterval,
            },
        };
    }

    /// <summary>Serves the recording on loopback, from where the node left off, and makes it the only endpoint.</summary>
    /// <returns>The server, or null on a live chain.</returns>
    public async Task<RecordedChainHost?> OpenAsync(RpcOptions rpc, ReleasedEpoch? latest, CancellationToken cancellationToken)
    {
        if (Recording is not { } chain) return null;
        var head = ChainHeads.Of(chain, _request.Pace, latest?.Epoch.End ?? chain.First);
        var host = await RecordedChainHost.StartAsync(chain, head, 0, cancellationToken);
        rpc.Endpoints.Clear();
        rpc.Endpoints.Add(new RpcEndpointOptions { Url = host.Url.AbsoluteUri, Alias = "recording" });
        return host;
    }
}

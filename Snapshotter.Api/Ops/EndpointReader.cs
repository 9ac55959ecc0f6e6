using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Storage.Pins;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.JsonRpc.Endpoints;

namespace Snapshotter.Api.Ops;

/// <summary>What the node talks to: chains by the aliases of their endpoints, and the IPFS node. Never an address: it may hold a key.</summary>
internal sealed class EndpointReader(IServiceProvider services)
{
    private const int MaxFailedPins = 20;

    /// <summary>The endpoints of the source chain.</summary>
    public IReadOnlyList<EndpointStatus> Source => services.GetRequiredService<RpcClient>().Endpoints;

    /// <summary>Those of the anchor chain; null without one.</summary>
    public IReadOnlyList<EndpointStatus>? Anchor => services.GetService<AnchorRpc>()?.Client.Endpoints;

    /// <summary>The queue of the IPFS node and the contents that were given up last; null without one.</summary>
    public async ValueTask<(PinDepth Depth, IReadOnlyList<FailedPin> Failed)?> IpfsAsync(CancellationToken cancellationToken) =>
        services.GetService<IPinQueue>() is { } pins ? (await pins.DepthAsync(cancellationToken), await pins.FailedAsync(MaxFailedPins, cancellationToken)) : null;
}

using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Core.Protocol.Contract;

/// <summary>The client of the anchor chain: a type of its own, so that it is never taken for that of the source chain.</summary>
public sealed class AnchorRpc(RpcClient client) : IDisposable
{
    /// <summary>The client.</summary>
    public RpcClient Client { get; } = client;

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();
}

using System.Net;
using Snapshotter.Ethereum.JsonRpc.Wire;
using Snapshotter.Ethereum.RecordedChains.Serving;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Carries an RpcClient's HTTP to a recorded chain within the process: no socket, no port, whatever the endpoint's URL says.</summary>
public sealed class RecordedChainHandler : HttpMessageHandler
{
    private readonly RecordedChainRpc _rpc;

    /// <summary>A handler that asks <paramref name="rpc"/>.</summary>
    public RecordedChainHandler(RecordedChainRpc rpc) => _rpc = rpc;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var buffer = new PooledBuffer();
        _rpc.Answer(body, buffer);
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new PooledContent(buffer), RequestMessage = request };
    }
}

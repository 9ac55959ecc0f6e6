using System.Buffers;
using System.Net;
using System.Net.Http.Headers;

namespace Snapshotter.Ethereum.RecordedChains;

/// <summary>Carries an RpcClient's HTTP to a recorded chain within the process: no socket, no port, whatever the endpoint's URL says.</summary>
public sealed class RecordedChainHandler : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly RecordedChainRpc _rpc;

    /// <summary>A handler that asks <paramref name="rpc"/>.</summary>
    public RecordedChainHandler(RecordedChainRpc rpc) => _rpc = rpc;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var output = new ArrayBufferWriter<byte>();
        _rpc.Answer(body, output);
        var content = new ReadOnlyMemoryContent(output.WrittenMemory);
        content.Headers.ContentType = Json;
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Snapshotter.Ethereum.JsonRpc.Wire;

namespace Snapshotter.Ethereum.RecordedChains.Serving;

/// <summary>An answer in a pooled buffer, which goes back to the pool with the response.</summary>
internal sealed class PooledContent : HttpContent
{
    private readonly PooledBuffer _buffer;

    public PooledContent(PooledBuffer buffer)
    {
        _buffer = buffer;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(_buffer.Written).AsTask();

    protected override Task<Stream> CreateContentReadStreamAsync()
    {
        MemoryMarshal.TryGetArray(_buffer.Written, out var bytes);
        return Task.FromResult<Stream>(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _buffer.Written.Length;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _buffer.Dispose();
        base.Dispose(disposing);
    }
}

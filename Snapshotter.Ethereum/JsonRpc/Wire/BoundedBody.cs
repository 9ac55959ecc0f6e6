namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>An answer's body in a pooled buffer, up to a limit.</summary>
internal sealed class BoundedBody(int limit) : IDisposable
{
    private const int Step = 64 * 1024;
    private PooledBuffer? _buffer;

    /// <summary>How many bytes were read.</summary>
    public int Length => _buffer?.Written.Length ?? 0;

    /// <summary>What was read.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer is null ? [] : _buffer.Written.Span;

    /// <summary>Reads to the end.</summary>
    /// <returns>False when the body is larger than the limit.</returns>
    public async Task<bool> FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        _buffer = new PooledBuffer(Step);
        while (true)
        {
            var read = await stream.ReadAsync(_buffer.GetMemory(), cancellationToken);
            if (read == 0) return true;
            _buffer.Advance(read);
            if (_buffer.Written.Length > limit) return false;
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose() => _buffer?.Dispose();
}

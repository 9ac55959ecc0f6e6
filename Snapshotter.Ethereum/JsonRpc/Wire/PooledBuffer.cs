using System.Buffers;

namespace Snapshotter.Ethereum.JsonRpc.Wire;

/// <summary>A growing buffer from the shared pool.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Smallest = 4096;
    private byte[] _bytes;
    private int _written;

    public PooledBuffer(int capacity = Smallest) => _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, Smallest));

    /// <summary>What has been written; valid until the next write or <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _written);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_bytes.Length - _written), nameof(count));
        _written += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    /// <summary>Gives the array back to the pool; nobody may read it any more.</summary>
    public void Dispose()
    {
        if (_bytes.Length > 0) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _written = 0;
    }

    private void Reserve(int sizeHint)
    {
        if (_bytes.Length - _written >= Math.Max(1, sizeHint)) return;
        var needed = (long)_written + Math.Max(sizeHint, _written);
        if (needed > Array.MaxLength) needed = Math.Max(Array.MaxLength, (long)_written + Math.Max(1, sizeHint));
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)needed));
        _bytes.AsSpan(0, _written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}

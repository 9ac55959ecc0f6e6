using System.Buffers;
using System.Runtime.CompilerServices;

namespace Snapshotter.Ethereum.Models.Json;

/// <summary>Gathers items whose number is not known beforehand in a pooled array, so that only the final array is allocated.</summary>
internal ref struct PooledList<T>
{
    private T[]? _items;
    private int _count;

    /// <summary>Adds an item at the end.</summary>
    public void Add(T item)
    {
        if (_items is null || _count == _items.Length) Grow();
        _items![_count++] = item;
    }

    /// <summary>The items in an array of their own.</summary>
    public readonly T[] ToArray() => _count == 0 ? [] : _items.AsSpan(0, _count).ToArray();

    /// <summary>Gives the pooled array back.</summary>
    public void Dispose()
    {
        if (_items is not null) Return(_items);
        _items = null;
        _count = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(16, _count * 2));
        if (_items is not null)
        {
            _items.AsSpan(0, _count).CopyTo(larger);
            Return(_items);
        }

        _items = larger;
    }

    private static void Return(T[] items) =>
        ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}

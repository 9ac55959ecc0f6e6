using Snapshotter.Ethereum.Primitives;

namespace Snapshotter.Core.Protocol.Contract.Following;

/// <summary>The newest block of the anchor chain that the node has seen, and blocks in which it found something of its own.</summary>
public sealed class AnchorHead
{
    private const int MaxFound = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<Hash32, long> _found = [];
    private long? _number;

    /// <summary>Raised with the height when a new head was seen. Handlers must be quick and must not throw.</summary>
    public event Action<long>? Moved;

    /// <summary>Its height, or null before the first look.</summary>
    public long? Number
    {
        get
        {
            lock (_gate) return _number;
        }
    }

    /// <summary>A head was seen; a lower one too, because a reorganisation may shorten the chain.</summary>
    public void Saw(long number)
    {
        lock (_gate)
        {
            if (number == _number) return;
            _number = number;
        }

        Moved?.Invoke(number);
    }

    /// <summary>
    /// A transaction of this node was found in a block. Whoever reads the chain looks once whether the block is still in it: from then on
    /// what is read after it tells of a reorganisation.
    /// </summary>
    public void Found(long number, Hash32 hash)
    {
        lock (_gate)
        {
            if (_found.Count < MaxFound) _found[hash] = number;
        }
    }

    /// <summary>The blocks with something of this node that have not been looked at since.</summary>
    public IReadOnlyList<(long Number, Hash32 Hash)> Unread()
    {
        lock (_gate) return [.. _found.Select(static block => (block.Value, block.Key))];
    }

    /// <summary>A block was looked at.</summary>
    public void Read(Hash32 hash)
    {
        lock (_gate) _found.Remove(hash);
    }
}

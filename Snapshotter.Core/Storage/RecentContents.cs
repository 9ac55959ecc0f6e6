using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage;

/// <summary>
/// The contents that were stored last, up to a number of bytes: what is composed of an epoch's snapshots reads them again at once, and they
/// need be neither fetched nor hashed for that.
/// </summary>
internal sealed class RecentContents(int maxBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Cid, ReadOnlyMemory<byte>> _byCid = [];
    private readonly Queue<Cid> _oldest = new();
    private int _bytes;

    /// <summary>Remembers a content that is durable under its CID, and forgets the oldest ones where it needs their room.</summary>
    public void Add(Cid cid, ReadOnlyMemory<byte> content)
    {
        if (content.Length > maxBytes) return;
        lock (_gate)
        {
            if (!_byCid.TryAdd(cid, content)) return;
            _oldest.Enqueue(cid);
            _bytes += content.Length;
            while (_bytes > maxBytes && _byCid.Remove(_oldest.Dequeue(), out var gone)) _bytes -= gone.Length;
        }
    }

    /// <summary>The content, or null when it is not remembered.</summary>
    public ReadOnlyMemory<byte>? Find(Cid cid)
    {
        // Without its type, null would become an empty content.
        lock (_gate) return _byCid.TryGetValue(cid, out var content) ? content : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>Forgets all of them.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _byCid.Clear();
            _oldest.Clear();
            _bytes = 0;
        }
    }
}

using System.Collections.Concurrent;
using Snapshotter.Core.Snapshots;

namespace Snapshotter.Core.Storage.Kubo;

/// <summary>Contents that IPFS did not have a moment ago, so that asking for one over and over costs one look in a while.</summary>
internal sealed class MissingContents(TimeSpan keep, TimeProvider time)
{
    private const int MaxEntries = 1024;

    private readonly ConcurrentDictionary<Cid, (DateTimeOffset Until, string Reason)> _entries = new();

    /// <summary>Why the content was missing, or null when it is time to ask again.</summary>
    public string? ReasonOf(Cid cid)
    {
        if (!_entries.TryGetValue(cid, out var entry)) return null;
        if (time.GetUtcNow() < entry.Until) return entry.Reason;
        _entries.TryRemove(cid, out _);
        return null;
    }

    public void Add(Cid cid, string reason)
    {
        if (keep <= TimeSpan.Zero) return;
        if (_entries.Count >= MaxEntries) MakeRoom();
        _entries[cid] = (time.GetUtcNow() + keep, reason);
    }

    private void MakeRoom()
    {
        var now = time.GetUtcNow();
        foreach (var (cid, entry) in _entries)
        {
            if (entry.Until <= now) _entries.TryRemove(cid, out _);
        }

        if (_entries.Count >= MaxEntries) _entries.Clear();
    }
}

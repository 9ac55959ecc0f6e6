using System.Collections.Concurrent;

namespace Snapshotter.Core.Callers;

/// <summary>Whose key it is, remembered for a moment. A key that is nobody's is not remembered, so that inventing keys costs no memory.</summary>
public sealed class KeyDirectory(IUserStore users, CallerOptions options, TimeProvider time)
{
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<KeyDigest, Entry> _known = new();

    /// <summary>The owner of a key, or null.</summary>
    /// <exception cref="Storage.StorageException">The store could not be asked.</exception>
    public async ValueTask<KeyOwner?> OwnerAsync(string key, CancellationToken cancellationToken)
    {
        var digest = KeyDigest.Of(key);
        var now = time.GetTimestamp();
        if (_known.TryGetValue(digest, out var entry) && time.GetElapsedTime(entry.At, now) < options.KnownFor) return entry.Owner;
        var owner = await users.OwnerAsync(digest, cancellationToken);
        if (owner is null)
        {
            _known.TryRemove(digest, out _);
            return null;
        }

        if (_known.Count >= MaxRemembered) _known.Clear();
        _known[digest] = new Entry(owner, now);
        return owner;
    }

    /// <summary>Forgets everything, so that a change counts at once.</summary>
    public void Forget() => _known.Clear();

    private sealed record Entry(KeyOwner Owner, long At);
}

using System.Collections.Concurrent;

namespace Snapshotter.Core.Callers;

/// <summary>
/// Enters calls with keys. Whose a key is, is remembered for a moment; of a key that is not known, owner and limits are asked for in one go. A key
/// that is nobody's is not remembered, so that inventing keys costs no memory.
/// </summary>
public sealed class KeyDirectory(ICallMeter meter, CallQuotas quotas, CallerOptions options, TimeProvider time)
{
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<KeyDigest, Entry> _known = new();
    private long _changes;

    /// <summary>Takes one call of the owner of a key, or null when it is nobody's. A call that is let through must be ended (<see cref="CallQuota.End"/>).</summary>
    /// <exception cref="Storage.StorageException">The store could not be asked.</exception>
    public async ValueTask<KeyedDecision?> EnterAsync(string key, CancellationToken cancellationToken)
    {
        var digest = KeyDigest.Of(key);
        var now = time.GetTimestamp();
        if (_known.TryGetValue(digest, out var entry) && time.GetElapsedTime(entry.At, now) < options.KnownFor)
        {
            var known = entry.Owner;
            return new KeyedDecision(known, known.IsRevoked ? null : await quotas.EnterAsync(CallerId.User(known.User.Email), known.User.Limits));
        }

        var changes = Interlocked.Read(ref _changes);
        var taken = await meter.TakeAsync(digest, cancellationToken);
        if (taken is null)
        {
            _known.TryRemove(digest, out _);
            return null;
        }

        Remember(digest, new Entry(taken.Owner, now, changes));
        return new KeyedDecision(taken.Owner, taken.Grant is { } grant ? quotas.Enter(taken.Owner.User, grant) : null);
    }

    /// <summary>Forgets everything, so that a change counts at once.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
    }

    /// <summary>What was asked before a change is of no use after it, even where the answer came later.</summary>
    private void Remember(KeyDigest digest, Entry entry)
    {
        if (_known.Count >= MaxRemembered) _known.Clear();
        _known[digest] = entry;
        if (entry.Changes != Interlocked.Read(ref _changes)) _known.TryRemove(KeyValuePair.Create(digest, entry));
    }

    private sealed record Entry(KeyOwner Owner, long At, long Changes);
}

namespace Snapshotter.Core.Callers;

/// <summary>Calls taken from the meter and not made yet.</summary>
internal struct CallReserve
{
    private IReadOnlyList<long> _windows;
    private long _validUntil;

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>What a grant leaves beyond the calls that waited.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="made">The calls that are made at once.</param>
    /// <param name="now">When it was granted, as the clock's timestamp.</param>
    /// <param name="time">The clock.</param>
    public static CallReserve Of(CallGrant grant, int made, long now, TimeProvider time) => new()
    {
        Count = grant.Count - made,
        _windows = grant.Windows,
        _validUntil = grant.ValidFor == TimeSpan.MaxValue ? long.MaxValue : now + (long)(grant.ValidFor.TotalSeconds * time.TimestampFrequency),
    };

    /// <summary>Whether the windows still run.</summary>
    public readonly bool IsValid(long now) => now < _validUntil;

    /// <summary>Uses one call.</summary>
    public bool TryUse(long now)
    {
        if (Count == 0 || !IsValid(now)) return false;
        Count--;
        return true;
    }

    /// <summary>Lets go of all calls.</summary>
    public UnusedCalls Empty()
    {
        var unused = new UnusedCalls(Count, _windows ?? []);
        Count = 0;
        return unused;
    }
}

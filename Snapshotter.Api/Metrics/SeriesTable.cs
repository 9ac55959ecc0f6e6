namespace Snapshotter.Api.Metrics;

/// <summary>The series of a metric by their label values. Finding takes no lock; there are never more than a fixed number.</summary>
internal sealed class SeriesTable(double[]? bounds)
{
    /// <summary>The most series of one metric; further label values are not kept.</summary>
    public const int Capacity = 512;

    private const int Slots = Capacity * 2;

    private readonly Series?[] _slots = new Series?[Slots];
    private readonly Lock _gate = new();
    private int _count;

    /// <summary>All series.</summary>
    public IEnumerable<Series> All => _slots.OfType<Series>();

    /// <summary>The series of these label values, or null when there is no room for it.</summary>
    public Series? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = HashOf(tags);
        return Look(tags, hash, out _) ?? Add(tags, hash);
    }

    private Series? Look(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash, out int free)
    {
        for (var slot = hash & (Slots - 1); ; slot = (slot + 1) & (Slots - 1))
        {
            var series = Volatile.Read(ref _slots[slot]);
            if (series is null)
            {
                free = slot;
                return null;
            }

            if (series.Hash == hash && series.Fits(tags))
            {
                free = -1;
                return series;
            }
        }
    }

    private Series? Add(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash)
    {
        lock (_gate)
        {
            if (Look(tags, hash, out var free) is { } there) return there;
            if (_count == Capacity) return null;
            _count++;
            var series = new Series(tags, hash, bounds);
            Volatile.Write(ref _slots[free], series);
            return series;
        }
    }

    private static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = 17;
        foreach (var tag in tags) hash = (hash * 31) + (tag.Value as string ?? "").GetHashCode(StringComparison.Ordinal);
        return hash;
    }
}

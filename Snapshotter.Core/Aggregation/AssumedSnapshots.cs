namespace Snapshotter.Core.Aggregation;

/// <summary>Which own snapshots of earlier epochs counted for an aggregate while consensus had not decided on them. Safe for use by many threads.</summary>
/// <param name="epochId">The aggregate's epoch.</param>
internal sealed class AssumedSnapshots(long epochId)
{
    /// <summary>How many epochs back it is noted: what consensus has not decided on by then it hardly will, and what is noted is kept with each aggregate.</summary>
    public const int MostEpochs = 32;

    private readonly Lock _gate = new();
    private readonly HashSet<AssumedSnapshot> _noted = [];

    /// <summary>What was noted.</summary>
    public IReadOnlyCollection<AssumedSnapshot> Noted
    {
        get
        {
            lock (_gate) return [.. _noted];
        }
    }

    /// <summary>A snapshot counted. Those of the aggregate's own epoch are told of as what it was composed from.</summary>
    public void Note(AssumedSnapshot snapshot)
    {
        if (snapshot.EpochId >= epochId || snapshot.EpochId < epochId - MostEpochs) return;
        lock (_gate) _noted.Add(snapshot);
    }
}

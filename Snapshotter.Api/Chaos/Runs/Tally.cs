using System.Collections.Concurrent;

namespace Snapshotter.Api.Chaos.Runs;

/// <summary>Counts injected faults by name.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>The counts, ordered by name.</summary>
    public SortedDictionary<string, long> Counts => new(_counts, StringComparer.Ordinal);

    /// <summary>A fault was injected.</summary>
    public void Add(string name) => Add(name, 1);

    /// <summary>So many faults were injected.</summary>
    public void Add(string name, long count) => _counts.AddOrUpdate(name, count, (_, before) => before + count);
}

namespace Snapshotter.Api.Metrics;

/// <summary>One combination of label values with what was measured under it. Recording takes no lock and allocates nothing.</summary>
internal sealed class Series
{
    private readonly string[] _values;
    private readonly double[]? _bounds;
    private readonly long[]? _counts;
    private double _value;

    /// <summary>A series of a family.</summary>
    /// <param name="tags">The labels of its first measurement.</param>
    /// <param name="hash">The hash of their values.</param>
    /// <param name="bounds">The upper bounds of the buckets of a histogram, or null for a single value.</param>
    public Series(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash, double[]? bounds)
    {
        Hash = hash;
        _values = new string[tags.Length];
        var labels = new KeyValuePair<string, string>[tags.Length];
        for (var i = 0; i < tags.Length; i++) labels[i] = KeyValuePair.Create(tags[i].Key, _values[i] = tags[i].Value as string ?? "");
        Labels = labels;
        _bounds = bounds;
        _counts = bounds is null ? null : new long[bounds.Length + 1];
    }

    public int Hash { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; }

    /// <summary>The value of a counter or gauge; the sum of a histogram.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <summary>The look at observed instruments that set it last.</summary>
    public int SetAt { get; private set; }

    /// <summary>Whether measurements with these label values belong to it.</summary>
    public bool Fits(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length != _values.Length) return false;
        for (var i = 0; i < tags.Length; i++)
        {
            if (!string.Equals(tags[i].Value as string ?? "", _values[i], StringComparison.Ordinal)) return false;
        }

        return true;
    }

    public void Add(double value)
    {
        var seen = Volatile.Read(ref _value);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref _value, seen + value, seen);
            if (before.Equals(seen)) return;
            seen = before;
        }
    }

    public void Set(double value, int look)
    {
        Volatile.Write(ref _value, value);
        SetAt = look;
    }

    /// <summary>Puts a value into the first bucket whose bound it does not exceed.</summary>
    public void Sort(double value)
    {
        var bucket = Array.BinarySearch(_bounds!, value);
        Interlocked.Increment(ref _counts![bucket >= 0 ? bucket : ~bucket]);
        Add(value);
    }

    /// <summary>How many values each bucket holds, the last one being those above all bounds.</summary>
    public long[] Counts() => Array.ConvertAll(_counts!, static count => Volatile.Read(ref count));
}

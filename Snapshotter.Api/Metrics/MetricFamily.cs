using System.Diagnostics.Metrics;

namespace Snapshotter.Api.Metrics;

/// <summary>One instrument as Prometheus sees it.</summary>
internal sealed class MetricFamily
{
    private readonly SeriesTable _series;
    private readonly bool _isObserved;

    /// <summary>A family for an instrument.</summary>
    public MetricFamily(Instrument instrument)
    {
        _isObserved = instrument.IsObservable;
        Type = TypeOf(instrument);
        Unit = PrometheusName.UnitOf(instrument.Unit);
        Name = PrometheusName.FamilyOf(instrument.Name, Unit);
        Help = instrument.Description ?? "";
        Bounds = Type == MetricType.Histogram ? BoundsOf(instrument) : null;
        _series = new SeriesTable(Bounds);
    }

    /// <summary>The name without the suffixes of single series.</summary>
    public string Name { get; }

    public MetricType Type { get; }

    /// <summary>The unit in words, or empty.</summary>
    public string Unit { get; }

    public string Help { get; }

    /// <summary>The upper bounds of a histogram's buckets.</summary>
    public double[]? Bounds { get; }

    /// <summary>Takes in a measurement.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tags">Its labels.</param>
    /// <param name="look">The number of the look at observed instruments that is under way.</param>
    /// <returns>False when the series are full.</returns>
    public bool Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, int look)
    {
        if (_series.Find(tags) is not { } series) return false;
        if (_isObserved) series.Set(value, look);
        else if (Bounds is null) series.Add(value);
        else series.Sort(value);
        return true;
    }

    /// <summary>The series there are at a look: of observed ones those that were seen in it.</summary>
    public IEnumerable<Series> SeriesAt(int look) => _isObserved ? _series.All.Where(series => series.SetAt == look) : _series.All;

    private static MetricType TypeOf(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        if (type == typeof(Counter<>) || type == typeof(ObservableCounter<>)) return MetricType.Counter;
        return type == typeof(Histogram<>) ? MetricType.Histogram : MetricType.Gauge;
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(static bound => (double)bound)],
        _ => throw new ArgumentException($"The histogram {instrument.Name} has no buckets.", nameof(instrument)),
    };
}

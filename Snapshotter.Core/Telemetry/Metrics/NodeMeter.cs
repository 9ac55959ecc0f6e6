using System.Diagnostics.Metrics;

namespace Snapshotter.Core.Telemetry.Metrics;

/// <summary>
/// Makes the instruments of one node and knows the labels of each, so that pages, dashboards and tests can be held against the code. The
/// instruments of a room stand in its <c>*Metrics</c> class, which needs nothing but this.
/// </summary>
public sealed class NodeMeter : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Snapshotter";

    private readonly Meter _meter = new(Name);
    private readonly Lock _gate = new();
    private readonly List<Metric> _metrics = [];

    /// <summary>All instruments made so far.</summary>
    public IReadOnlyList<Metric> Metrics
    {
        get
        {
            lock (_gate) return [.. _metrics];
        }
    }

    /// <summary>Whether an instrument is of this node.</summary>
    public bool Owns(Instrument instrument) => instrument.Meter == _meter;

    /// <summary>What happens is counted.</summary>
    /// <param name="name">The OpenTelemetry name, such as <c>snapshotter.jobs.ended</c>.</param>
    /// <param name="unit">The UCUM unit, such as <c>s</c>, <c>By</c> or <c>{job}</c>.</param>
    /// <param name="meaning">A sentence.</param>
    /// <param name="labels">The labels, in the order in which they are recorded.</param>
    public Counter<long> Count(string name, string unit, string meaning, params IReadOnlyList<MetricLabel> labels) => Add(_meter.CreateCounter<long>(name, unit, meaning), labels);

    /// <summary>Seconds are added up.</summary>
    public Counter<double> Seconds(string name, string meaning, params IReadOnlyList<MetricLabel> labels) => Add(_meter.CreateCounter<double>(name, "s", meaning), labels);

    /// <summary>Durations in seconds are sorted into buckets.</summary>
    public Histogram<double> Durations(string name, string meaning, InstrumentAdvice<double> buckets, params IReadOnlyList<MetricLabel> labels) =>
        Add(_meter.CreateHistogram(name, "s", meaning, tags: null, buckets), labels);

    /// <summary>Sizes in bytes are sorted into buckets.</summary>
    public Histogram<long> Sizes(string name, string meaning, params IReadOnlyList<MetricLabel> labels) =>
        Add(_meter.CreateHistogram(name, "By", meaning, tags: null, Buckets.Sizes), labels);

    /// <summary>What is now is read when somebody asks.</summary>
    public void Observe<T>(string name, string unit, string meaning, Func<IEnumerable<Measurement<T>>> read, params IReadOnlyList<MetricLabel> labels) where T : struct =>
        Add(_meter.CreateObservableGauge(name, read, unit, meaning), labels);

    /// <summary>What was counted elsewhere is read when somebody asks.</summary>
    public void ObserveCount<T>(string name, string unit, string meaning, Func<IEnumerable<Measurement<T>>> read, params IReadOnlyList<MetricLabel> labels) where T : struct =>
        Add(_meter.CreateObservableCounter(name, read, unit, meaning), labels);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private T Add<T>(T instrument, IReadOnlyList<MetricLabel> labels) where T : Instrument
    {
        lock (_gate) _metrics.Add(new Metric(instrument, labels));
        return instrument;
    }
}

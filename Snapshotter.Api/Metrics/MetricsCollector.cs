using System.Diagnostics.Metrics;
using Snapshotter.Api.Telemetry;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Api.Metrics;

/// <summary>Sums up what the node's instruments record, for whoever asks for all of it at once.</summary>
internal sealed partial class MetricsCollector : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Counter<long> _dropped;
    private readonly ILogger<MetricsCollector> _log;
    private int _look;

    /// <summary>Listens to the instruments of <paramref name="meter"/>, also to those made later.</summary>
    public MetricsCollector(NodeMeter meter, CollectorMetrics own, TelemetryOptions options, ILogger<MetricsCollector> log)
    {
        _dropped = own.Dropped;
        _log = log;
        IsOn = options.Metrics;
        if (!IsOn) return;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!meter.Owns(instrument)) return;
            var family = new MetricFamily(instrument);
            lock (_gate) _families.Add(family.Name, family);
            listener.EnableMeasurementEvents(instrument, family);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, family) => Record(value, tags, family));
        _listener.Start();
    }

    /// <summary>Whether anything is collected.</summary>
    public bool IsOn { get; }

    /// <summary>Looks at observed instruments and writes everything.</summary>
    public string Write(ExpositionFormat format)
    {
        lock (_gate)
        {
            _look++;
            try
            {
                _listener.RecordObservableInstruments();
            }
            catch (AggregateException exception)
            {
                // The others were read all the same.
                LogUnread(exception);
            }

            return Exposition.Write(_families.Values, _look, format);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family)
    {
        if (!((MetricFamily)family!).Record(value, tags, _look)) _dropped.Add(1);
    }

    [LoggerMessage(EventId = 1601, Level = LogLevel.Warning, Message = "Some metrics could not be read; the others were.")]
    private partial void LogUnread(Exception exception);
}

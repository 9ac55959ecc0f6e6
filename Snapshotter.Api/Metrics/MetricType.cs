namespace Snapshotter.Api.Metrics;

/// <summary>The types of Prometheus.</summary>
internal enum MetricType
{
    /// <summary>It only grows.</summary>
    Counter,

    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>It is sorted into buckets.</summary>
    Histogram,
}

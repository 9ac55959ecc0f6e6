namespace Snapshotter.Api.Metrics;

/// <summary>How metrics are written.</summary>
internal enum ExpositionFormat
{
    /// <summary>The text format 0.0.4 of Prometheus.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0.</summary>
    OpenMetrics,
}

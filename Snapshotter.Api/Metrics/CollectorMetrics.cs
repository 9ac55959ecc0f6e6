using System.Diagnostics.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Api.Metrics;

/// <summary>What can be measured of measuring.</summary>
internal sealed class CollectorMetrics(NodeMeter meter)
{
    /// <summary>Counts what is not kept because a metric's series are full.</summary>
    public Counter<long> Dropped { get; } = meter.Count("snapshotter.metrics.dropped", "{measurement}", $"Measurements not kept because their metric has {SeriesTable.Capacity} series already.");
}

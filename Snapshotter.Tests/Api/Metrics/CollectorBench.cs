using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Api.Metrics;
using Snapshotter.Api.Telemetry;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Tests.Api.Metrics;

/// <summary>A meter of the test's own and what collects from it.</summary>
internal sealed class CollectorBench : IDisposable
{
    public CollectorBench(bool isOn = true) =>
        Collector = new MetricsCollector(Meter, new CollectorMetrics(Meter), new TelemetryOptions { Metrics = isOn }, NullLogger<MetricsCollector>.Instance);

    public NodeMeter Meter { get; } = new();

    public MetricsCollector Collector { get; }

    /// <summary>What is written, held against the rules of the format.</summary>
    public ExpositionText Read() => ExpositionText.Parse(Collector.Write(ExpositionFormat.Prometheus));

    public void Dispose()
    {
        Collector.Dispose();
        Meter.Dispose();
    }
}

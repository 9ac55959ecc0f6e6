using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Tests.Api.Metrics;

namespace Snapshotter.Tests.Docs.Generated;

public sealed class MetricsPageTests
{
    [Fact]
    public async Task The_page_shows_every_metric()
    {
        using var meter = new NodeMeter();
        using var rooms = new EveryMetric(meter);
        await GeneratedPage.CompareAsync(MetricsPage.Write(meter.Metrics), "docs", "metrics.md");
    }
}

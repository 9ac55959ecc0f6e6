using Snapshotter.Core.Storage.Kubo;
using Snapshotter.Core.Telemetry.Metrics;
using Snapshotter.Core.Telemetry.Tracing;

namespace Snapshotter.Tests.Support;

/// <summary>Instruments and traces that nobody listens to, for parts that are tested for something else.</summary>
internal static class Unwatched
{
    private static readonly NodeMeter Meter = new();

    public static NodeTraces Traces { get; } = new(TimeProvider.System);

    public static IpfsMetrics Ipfs { get; } = new(Meter);
}

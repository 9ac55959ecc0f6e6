namespace Snapshotter.Core.Telemetry.Metrics;

/// <summary>A label of a metric. Its values are few, and never a URL, a key or a caller's text.</summary>
/// <param name="Name">The name, as written in Prometheus.</param>
/// <param name="Meaning">What it tells, as a phrase.</param>
public sealed record MetricLabel(string Name, string Meaning)
{
    /// <summary>All values it may have; empty where they come from the configuration, such as the aliases of endpoints.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];
}

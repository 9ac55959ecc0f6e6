namespace Snapshotter.Core.Telemetry.Metrics;

/// <summary>A label with its value, as instruments take them.</summary>
public static class Tag
{
    /// <summary>The pair of both.</summary>
    public static KeyValuePair<string, object?> Of(MetricLabel label, string value) => new(label.Name, value);
}

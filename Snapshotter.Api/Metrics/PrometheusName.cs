namespace Snapshotter.Api.Metrics;

/// <summary>OpenTelemetry names and units as Prometheus writes them (OpenTelemetry, "Prometheus and OpenMetrics Compatibility").</summary>
internal static class PrometheusName
{
    /// <summary>The unit in words; empty for a UCUM annotation such as <c>{job}</c>.</summary>
    public static string UnitOf(string? unit) => unit switch
    {
        "s" => "seconds",
        "By" => "bytes",
        null or "" => "",
        ['{', ..] => "",
        _ => throw new ArgumentException($"The unit {unit} has no name in Prometheus.", nameof(unit)),
    };

    /// <summary>The name of the family: dots as underscores, then the unit.</summary>
    public static string FamilyOf(string name, string unit)
    {
        var text = name.Replace('.', '_');
        return unit.Length == 0 ? text : $"{text}_{unit}";
    }

    /// <summary>The name of the series that holds a family's value.</summary>
    public static string SeriesOf(string family, MetricType type) => type == MetricType.Counter ? $"{family}_total" : family;
}

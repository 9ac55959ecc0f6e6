using Snapshotter.Api.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Tests.Docs.Generated;

/// <summary>docs/metrics.md: every instrument of every room, with its labels and their values.</summary>
internal static class MetricsPage
{
    private const string Head =
        $"""
        # Metrics

        {GeneratedPage.Notice}

        The node serves these at `/metrics`, in the text format of Prometheus or in OpenMetrics, and sends them by OTLP where `Telemetry:OtlpEndpoint` says
        so. The names are those of Prometheus; by OTLP they go under the OpenTelemetry names beside them. A histogram has `_bucket`, `_sum` and `_count`. Labels
        never hold an address, a key or a caller's text, and a metric has at most 512 series. [Monitoring](operators.md#monitoring) says which of them to watch.

        """;

    public static string Write(IEnumerable<Metric> metrics)
    {
        var lines = new List<string>([.. Head.Split('\n')]);
        foreach (var metric in metrics.OrderBy(static metric => metric.Instrument.Name, StringComparer.Ordinal))
        {
            var family = new MetricFamily(metric.Instrument);
            lines.AddRange([$"### {PrometheusName.SeriesOf(family.Name, family.Type)}", ""]);
            lines.AddRange([$"{family.Help} {Kind(family)}, `{metric.Instrument.Name}`{(family.Unit.Length > 0 ? $" in {family.Unit}" : "")}.", ""]);
            if (family.Bounds is { } bounds) lines.AddRange([$"Buckets up to {string.Join(", ", bounds.Select(static bound => FormattableString.Invariant($"{bound}")))}.", ""]);
            if (metric.Labels.Count == 0) continue;
            lines.AddRange(["| label | meaning | values |", "|---|---|---|"]);
            lines.AddRange(metric.Labels.Select(static label => $"| `{label.Name}` | {label.Meaning} | {ValuesOf(label)} |"));
            lines.Add("");
        }

        return string.Join('\n', lines);
    }

    private static string Kind(MetricFamily family) => family.Type switch
    {
        MetricType.Counter => "A counter",
        MetricType.Histogram => "A histogram",
        _ => "A gauge",
    };

    private static string ValuesOf(MetricLabel label) => label.Values.Count == 0 ? "" : string.Join(", ", label.Values.Select(static value => $"`{value}`"));
}

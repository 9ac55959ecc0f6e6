using System.Globalization;
using System.Text;

namespace Snapshotter.Api.Metrics;

/// <summary>Writes metrics as text: in the format of Prometheus, or in its successor OpenMetrics, which has units and an end.</summary>
internal static class Exposition
{
    /// <summary>The media type of a format.</summary>
    public static string ContentTypeOf(ExpositionFormat format) => format == ExpositionFormat.OpenMetrics
        ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
        : "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All families that have series.</summary>
    public static string Write(IEnumerable<MetricFamily> families, int look, ExpositionFormat format)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var family in families)
        {
            var series = family.SeriesAt(look).Select(static one => (Labels: LabelsOf(one), Series: one)).OrderBy(static one => one.Labels, StringComparer.Ordinal).ToArray();
            if (series.Length == 0) continue;
            WriteHead(text, family, format);
            foreach (var (labels, one) in series)
            {
                if (family.Bounds is { } bounds) WriteHistogram(text, family.Name, labels, one, bounds);
                else WriteLine(text, PrometheusName.SeriesOf(family.Name, family.Type), labels, one.Value);
            }
        }

        if (format == ExpositionFormat.OpenMetrics) text.Append("# EOF\n");
        return text.ToString();
    }

    private static void WriteHead(StringBuilder text, MetricFamily family, ExpositionFormat format)
    {
        // Of a counter the older format names the series, the newer one the family.
        var name = format == ExpositionFormat.OpenMetrics ? family.Name : PrometheusName.SeriesOf(family.Name, family.Type);
        text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(family.Type)).Append('\n');
        if (family.Unit.Length > 0 && format == ExpositionFormat.OpenMetrics) text.Append("# UNIT ").Append(name).Append(' ').Append(family.Unit).Append('\n');
        text.Append("# HELP ").Append(name).Append(' ').Append(Escape(family.Help, quotes: format == ExpositionFormat.OpenMetrics)).Append('\n');
    }

    private static void WriteHistogram(StringBuilder text, string name, string labels, Series series, double[] bounds)
    {
        var counts = series.Counts();
        var sum = series.Value;
        var total = 0L;
        for (var i = 0; i <= bounds.Length; i++)
        {
            total += counts[i];
            var bound = i < bounds.Length ? Number(bounds[i]) : "+Inf";
            WriteLine(text, $"{name}_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{bound}\"", total);
        }

        WriteLine(text, $"{name}_sum", labels, sum);
        WriteLine(text, $"{name}_count", labels, total);
    }

    private static void WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string LabelsOf(Series series) => string.Join(',', series.Labels.Select(static label => $"{label.Key}=\"{Escape(label.Value, quotes: true)}\""));

    private static string Escape(string text, bool quotes)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return quotes ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }

    private static string Number(double value)
    {
        if (double.IsPositiveInfinity(value)) return "+Inf";
        if (double.IsNegativeInfinity(value)) return "-Inf";
        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string TypeOf(MetricType type) => type switch
    {
        MetricType.Counter => "counter",
        MetricType.Histogram => "histogram",
        _ => "gauge",
    };
}

using System.Text.RegularExpressions;
using Snapshotter.Api.Metrics;
using Snapshotter.Core.Telemetry.Metrics;

namespace Snapshotter.Tests.Docs.Operations;

/// <summary>What is asked of Prometheus, held against the metrics there are.</summary>
internal sealed partial class Queries
{
    /// <summary>What Prometheus adds to every series.</summary>
    private static readonly string[] FromPrometheus = ["instance", "job"];

    private readonly Dictionary<string, (IReadOnlyList<MetricLabel> Labels, bool IsBucket)> _series = new(StringComparer.Ordinal);

    public Queries(IEnumerable<Metric> metrics)
    {
        foreach (var metric in metrics)
        {
            var family = new MetricFamily(metric.Instrument);
            string[] names = family.Type == MetricType.Histogram ? [$"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count"] : [PrometheusName.SeriesOf(family.Name, family.Type)];
            foreach (var name in names) _series.Add(name, (metric.Labels, name.EndsWith("_bucket", StringComparison.Ordinal)));
        }
    }

    /// <summary>Names of metrics, labels and label values that the code does not have.</summary>
    public IEnumerable<string> FaultsOf(string query)
    {
        var labels = new HashSet<string>(FromPrometheus, StringComparer.Ordinal);
        foreach (Match use in Use().Matches(query))
        {
            if (!_series.TryGetValue(use.Groups["name"].Value, out var series))
            {
                yield return $"There is no metric {use.Groups["name"].Value}.";
                continue;
            }

            labels.UnionWith(series.Labels.Select(static label => label.Name));
            if (series.IsBucket) labels.Add("le");
            foreach (Match matcher in Matcher().Matches(use.Groups["matchers"].Value))
            {
                foreach (var fault in FaultsOf(series.Labels, matcher)) yield return $"{use.Groups["name"].Value}: {fault}";
            }
        }

        foreach (var label in Grouping().Matches(query).SelectMany(static by => by.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries)).Where(label => !labels.Contains(label)))
            yield return $"Grouped by {label}, which none of the metrics has: {query}";
    }

    private static IEnumerable<string> FaultsOf(IReadOnlyList<MetricLabel> labels, Match matcher)
    {
        var name = matcher.Groups["label"].Value;
        if (FromPrometheus.Contains(name)) yield break;
        if (labels.FirstOrDefault(label => label.Name == name) is not { } known) yield return $"no label {name}.";
        else
        {
            foreach (var value in matcher.Groups["value"].Value.Split('|').Where(value => !known.Values.Contains(value))) yield return $"{name} is never {value}.";
        }
    }

    [GeneratedRegex(@"(?<name>snapshotter_[a-z_]+)(\{(?<matchers>[^}]*)\})?")]
    private static partial Regex Use();

    [GeneratedRegex("(?<label>[a-z_]+)=~?\"(?<value>[^\"]*)\"")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby \(([^)]*)\)")]
    private static partial Regex Grouping();
}

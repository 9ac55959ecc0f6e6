using System.Globalization;
using System.Text.RegularExpressions;

namespace Snapshotter.Tests.Api.Metrics;

/// <summary>One line with a value.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);

/// <summary>The lines of one metric.</summary>
internal sealed record Family(string Name, string Type, string Help, string? Unit, IReadOnlyList<Sample> Samples);

/// <summary>
/// Reads the text formats of Prometheus and refuses what their rules do not allow, as promtool does: names, order and grouping of lines,
/// escapes, doubled series, buckets that do not add up, counters without their suffix.
/// </summary>
internal sealed partial class ExpositionText
{
    private readonly bool _isOpenMetrics;

    private ExpositionText(string text, bool isOpenMetrics)
    {
        _isOpenMetrics = isOpenMetrics;
        if (!text.EndsWith('\n')) throw new FormatException("The last line has no end.");
        List<string> lines = [.. text.Split('\n')[..^1]];
        if (isOpenMetrics)
        {
            if (lines[^1] != "# EOF") throw new FormatException("OpenMetrics ends with # EOF.");
            lines.RemoveAt(lines.Count - 1);
        }

        var heads = new Dictionary<string, string>(StringComparer.Ordinal);
        var samples = new List<Sample>();
        var family = "";
        foreach (var line in lines)
        {
            if (Head().Match(line) is { Success: true } head)
            {
                if (head.Groups["name"].Value != family || samples.Count > 0)
                {
                    Close(family, heads, samples);
                    family = head.Groups["name"].Value;
                }

                if (!heads.TryAdd(head.Groups["kind"].Value, head.Groups["rest"].Value)) throw new FormatException($"A second head: {line}");
            }
            else
            {
                samples.Add(SampleOf(line));
            }
        }

        Close(family, heads, samples);
    }

    public Dictionary<string, Family> Families { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Sample> Samples => Families.Values.SelectMany(static family => family.Samples);

    public static ExpositionText Parse(string text, bool isOpenMetrics = false) => new(text, isOpenMetrics);

    /// <summary>The value of the only series with these labels.</summary>
    public double ValueOf(string name, params (string Name, string Value)[] labels) =>
        Samples.Single(sample => sample.Name == name && labels.All(label => sample.Labels.GetValueOrDefault(label.Name) == label.Value)).Value;

    private void Close(string name, Dictionary<string, string> heads, List<Sample> samples)
    {
        if (name.Length == 0 && samples.Count == 0) return;
        if (!heads.TryGetValue("TYPE", out var type)) throw new FormatException($"{name} has no TYPE before its samples.");
        if (samples.Count == 0) throw new FormatException($"{name} has no samples.");
        var family = new Family(name, type, Unescape(heads["HELP"]), heads.GetValueOrDefault("UNIT"), [.. samples]);
        if (!Families.TryAdd(name, family)) throw new FormatException($"The lines of {name} do not stand together.");
        if (family.Unit is { } unit && !name.EndsWith($"_{unit}", StringComparison.Ordinal)) throw new FormatException($"{name} does not end with its unit {unit}.");
        CheckNames(family);
        if (family.Samples.GroupBy(static sample => (sample.Name, string.Join('\n', sample.Labels.OrderBy(static label => label.Key, StringComparer.Ordinal)))).Any(static group => group.Count() > 1)) throw new FormatException($"{name} has a series twice.");
        if (type == "histogram") CheckBuckets(family);
        heads.Clear();
        samples.Clear();
    }

    private void CheckNames(Family family)
    {
        var counter = _isOpenMetrics ? $"{family.Name}_total" : family.Name;
        if (family.Type == "counter" && !counter.EndsWith("_total", StringComparison.Ordinal)) throw new FormatException($"The counter {family.Name} does not end with _total.");
        string[] allowed = family.Type switch
        {
            "counter" => [counter],
            "gauge" => [family.Name],
            "histogram" => [$"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count"],
            _ => throw new FormatException($"There is no type {family.Type}."),
        };
        if (family.Samples.FirstOrDefault(sample => !allowed.Contains(sample.Name)) is { } stranger) throw new FormatException($"{stranger.Name} is no sample of the {family.Type} {family.Name}.");
        if (family.Type == "counter" && family.Samples.Any(static sample => sample.Value < 0 || double.IsNaN(sample.Value))) throw new FormatException($"The counter {family.Name} is below zero.");
    }

    private static void CheckBuckets(Family family)
    {
        static string Key(Sample sample) => string.Join('\n', sample.Labels.Where(static label => label.Key != "le").OrderBy(static label => label.Key, StringComparer.Ordinal));
        foreach (var series in family.Samples.GroupBy(Key))
        {
            var buckets = series.Where(sample => sample.Name == $"{family.Name}_bucket").Select(static sample => (Bound: Number(sample.Labels["le"]), sample.Value)).ToArray();
            var count = series.Single(sample => sample.Name == $"{family.Name}_count").Value;
            _ = series.Single(sample => sample.Name == $"{family.Name}_sum");
            if (buckets.Length == 0 || !double.IsPositiveInfinity(buckets[^1].Bound)) throw new FormatException($"{family.Name} has no bucket +Inf.");
            if (!buckets[^1].Value.Equals(count)) throw new FormatException($"The bucket +Inf of {family.Name} is not its count.");
            for (var i = 1; i < buckets.Length; i++)
            {
                if (buckets[i].Bound <= buckets[i - 1].Bound || buckets[i].Value < buckets[i - 1].Value) throw new FormatException($"The buckets of {family.Name} do not rise.");
            }
        }
    }

    private static Sample SampleOf(string line)
    {
        var match = Line().Match(line);
        if (!match.Success) throw new FormatException($"No sample: {line}");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in Label().Matches(match.Groups["labels"].Value))
        {
            if (!labels.TryAdd(label.Groups["name"].Value, Unescape(label.Groups["value"].Value))) throw new FormatException($"A label twice: {line}");
        }

        return new Sample(match.Groups["name"].Value, labels, Number(match.Groups["value"].Value));
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Unescape(string text) => Escapes().Replace(text, static match => match.Value switch { "\\n" => "\n", "\\\\" => "\\", "\\\"" => "\"", _ => throw new FormatException($"No escape: {match.Value}") });

    [GeneratedRegex(@"^# (?<kind>TYPE|HELP|UNIT) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<rest>.*)$")]
    private static partial Regex Head();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[n\\"])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\[n\\"])*")*)\})? (?<value>\S+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?<value>([^\"\\\\\n]|\\\\[n\\\\\"])*)\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\.?")]
    private static partial Regex Escapes();
}

using System.Text.Json;
using Snapshotter.Api.Chaos.Runs;

namespace Snapshotter.Api.Chaos.Reports;

/// <summary>What a series of runs showed.</summary>
/// <param name="Folder">Where the bad runs left what they had.</param>
/// <param name="Runs">The runs in the order of their seeds.</param>
internal sealed record ChaosReport(string Folder, IReadOnlyList<RunResult> Runs)
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>How many rules were broken.</summary>
    public int Violations => Runs.Sum(static run => run.Violations.Count);

    /// <summary>All faults by name.</summary>
    public SortedDictionary<string, long> Faults
    {
        get
        {
            var all = new Tally();
            foreach (var (name, count) in Runs.SelectMany(static run => run.Faults)) all.Add(name, count);
            return all.Counts;
        }
    }

    /// <summary>The report in a sentence.</summary>
    public string Summary
    {
        get
        {
            var bad = Runs.Where(static run => run.Violations.Count > 0).Select(static run => run.Seed).ToArray();
            var outcome = bad.Length == 0 ? "no violation" : $"{Violations} violations in the runs of the seeds {string.Join(", ", bad)}, kept in {Folder}";
            return FormattableString.Invariant($"{Runs.Count} runs, {Runs.Sum(static run => run.Starts)} starts, {Faults.Values.Sum()} faults: {outcome}.");
        }
    }

    /// <summary>Writes the report as JSON.</summary>
    public Task WriteAsync(string file, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { Violations, Faults, Runs }, Indented), cancellationToken);
}

using System.Globalization;
using System.Text.Json;

namespace Snapshotter.Benchmarks.EndToEnd.Reporting;

/// <summary>A reviewed bound of one reading. Only counts and ratios have one: times depend on the machine.</summary>
/// <param name="Reading">The reading's id.</param>
/// <param name="Min">The least that is accepted, or null.</param>
/// <param name="Max">The most that is accepted, or null.</param>
/// <param name="Why">Where the bound comes from.</param>
internal sealed record Threshold(string Reading, double? Min, double? Max, string Why)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Reads the file.</summary>
    public static IReadOnlyList<Threshold> Load(string path) =>
        JsonSerializer.Deserialize<Threshold[]>(File.ReadAllBytes(path), Json) ?? throw new InvalidDataException($"{path} holds no bounds.");

    /// <summary>What is wrong with a value, or null.</summary>
    public string? FaultOf(double value)
    {
        if (value < Min) return string.Create(CultureInfo.InvariantCulture, $"{Reading} is {value:0.####}, below the bound {Min} ({Why}).");
        return value > Max ? string.Create(CultureInfo.InvariantCulture, $"{Reading} is {value:0.####}, above the bound {Max} ({Why}).") : null;
    }
}

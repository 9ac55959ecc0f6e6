using System.Globalization;

namespace Snapshotter.Benchmarks.EndToEnd.Reporting;

/// <summary>Prints readings as a Markdown table, so that it can go into a document as it is.</summary>
internal static class ReadingTable
{
    private static readonly string[] Titles = ["reading", "value", "unit", "what", "how to read it"];

    public static async Task WriteAsync(TextWriter output, IReadOnlyList<Reading> readings)
    {
        string[][] rows = [Titles, .. readings.Select(static reading => new[] { reading.Id, Number(reading.Value), reading.Unit, reading.What, reading.Note })];
        var widths = Enumerable.Range(0, Titles.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            await output.WriteLineAsync($"| {string.Join(" | ", rows[i].Select((cell, column) => column == 1 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column])))} |");
            if (i == 0) await output.WriteLineAsync($"| {string.Join(" | ", widths.Select(static (width, column) => column == 1 ? new string('-', width - 1) + ":" : new string('-', width)))} |");
        }
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString("0.####", CultureInfo.InvariantCulture),
    };
}

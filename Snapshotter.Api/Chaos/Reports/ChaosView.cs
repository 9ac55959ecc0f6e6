using System.Globalization;
using Snapshotter.Api.Chaos.Runs;
using Spectre.Console;

namespace Snapshotter.Api.Chaos.Reports;

/// <summary>What the user of <c>chaos</c> sees: a line per run; in a terminal in columns and colours.</summary>
internal sealed class ChaosView : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TextWriter _output;
    private readonly bool _isTerminal;

    private ChaosView(TextWriter output, bool isTerminal)
    {
        _output = output;
        _isTerminal = isTerminal;
    }

    /// <summary>The view that fits where the output goes.</summary>
    public static ChaosView For(TextWriter output) => new(output, !Console.IsOutputRedirected);

    /// <summary>Shows the end of a run.</summary>
    public void Show(RunResult run)
    {
        lock (_gate)
        {
            if (_isTerminal) AnsiConsole.MarkupLine((run.Violations.Count == 0 ? "[green]ok[/]  " : "[red]BAD[/] ") + Markup.Escape(Line(run)));
            else _output.WriteLine((run.Violations.Count == 0 ? "ok  " : "BAD ") + Line(run));
            foreach (var violation in run.Violations) _output.WriteLine($"    {violation}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Flush();

    private static string Line(RunResult run) => string.Create(CultureInfo.InvariantCulture,
        $"seed {run.Seed,-6} {run.Seconds,5:0.0} s  {run.Starts,2} starts  {run.Requests,5} requests  {run.Samples,5} answers  {run.Final,3} final  {run.Faults.Values.Sum(),4} faults of {run.Faults.Count} kinds");
}

using System.CommandLine;
using Snapshotter.Benchmarks.EndToEnd;
using Snapshotter.Benchmarks.EndToEnd.Processes;
using Snapshotter.Benchmarks.Micro;

namespace Snapshotter.Benchmarks.CommandLine;

/// <summary>The verbs of the benchmarks.</summary>
internal static class BenchmarkApp
{
    private const int Failed = 1;
    private const int WrongArguments = 2;

    /// <summary>Runs a command line and returns the exit code: 0 done, 1 failed or a bound is broken, 2 wrong arguments.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var parsed = Create(output).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync($"{parsed.Errors[0].Message} See --help.");
            return WrongArguments;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (BenchmarkException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return WrongArguments;
        }
        catch (OperationCanceledException)
        {
            return Failed;
        }
    }

    private static RootCommand Create(TextWriter output) => new("Measures Snapshotter: single functions with BenchmarkDotNet, or the whole node.")
    {
        Micro(),
        EndToEnd(output),
        ServedBytes.Command(output),
    };

    private static Command Micro()
    {
        var filter = new Argument<string>("filter") { Description = "A part of a benchmark's name; all of them without it.", DefaultValueFactory = static _ => "" };
        var full = new Option<bool>("--full") { Description = "BenchmarkDotNet's default job instead of the short one: tighter figures, many minutes." };
        var command = new Command("micro", "Measures single functions: time and allocations.") { filter, full };
        command.SetAction(arguments => MicroRunner.Run(arguments.GetValue(filter)!, arguments.GetValue(full)));
        return command;
    }

    private static Command EndToEnd(TextWriter output)
    {
        var quick = new Option<bool>("--quick") { Description = "Fewer repetitions and shorter runs: about two minutes." };
        var check = new Option<bool>("--check") { Description = "Compares counts and ratios with Snapshotter.Benchmarks/thresholds.json; exit code 1 when a bound is broken." };
        var only = new Option<string[]>("--only") { Description = "Only these parts.", AllowMultipleArgumentsPerToken = true, HelpName = string.Join('|', EndToEndRunner.Parts) };
        only.AcceptOnlyFromAmong([.. EndToEndRunner.Parts]);
        var command = new Command("end-to-end", "Measures the whole node and prints one table.") { quick, check, only };
        command.SetAction((arguments, cancellationToken) => EndToEndRunner.RunAsync(
            new EndToEndOptions(arguments.GetValue(quick), arguments.GetValue(check), arguments.GetValue(only) ?? []), output, cancellationToken));
        return command;
    }
}

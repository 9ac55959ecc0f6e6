using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Snapshotter.Benchmarks.CommandLine;

namespace Snapshotter.Benchmarks.EndToEnd.Processes;

/// <summary>The load generator wrk, over loopback.</summary>
internal static partial class Wrk
{
    private const string Program = "wrk";
    private const int Threads = 1;
    private const int Connections = 32;

    /// <summary>Requests per second over a number of seconds.</summary>
    /// <exception cref="BenchmarkException">It is not installed, or an answer was no success.</exception>
    public static async Task<double> RequestsPerSecondAsync(Uri url, int seconds, CancellationToken cancellationToken, string? header = null)
    {
        var text = await RunAsync(url, seconds, Connections, header, cancellationToken);
        if (text.Contains("Non-2xx", StringComparison.Ordinal)) throw new BenchmarkException($"{url.AbsolutePath} was not answered with success under load.");
        return Rate().Match(text) is { Success: true } match
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new BenchmarkException($"{Program} told no rate for {url.AbsolutePath}.");
    }

    /// <summary>Asks as fast as it goes, whatever is answered.</summary>
    public static Task FloodAsync(Uri url, int seconds, int connections, CancellationToken cancellationToken) => RunAsync(url, seconds, connections, null, cancellationToken);

    private static async Task<string> RunAsync(Uri url, int seconds, int connections, string? header, CancellationToken cancellationToken)
    {
        string[] headers = header is null ? [] : ["-H", header];
        string[] arguments = [.. FormattableString.Invariant($"-t{Threads} -c{connections} -d{seconds}s").Split(' '), .. headers, url.AbsoluteUri];
        using var process = Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true });
        var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return text;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new BenchmarkException($"{Program} cannot be started ({exception.Message}): install it with 'apt-get install wrk', or leave the part out with --only.");
        }
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();
}

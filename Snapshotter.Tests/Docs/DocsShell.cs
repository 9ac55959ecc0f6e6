using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Snapshotter.Tests.Docs;

/// <summary>A shell in a folder that looks like a checkout. Variables that one block of commands exports are there for the next, as in a reader's terminal.</summary>
internal sealed partial class DocsShell(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly List<Process> _running = [];
    private readonly string _variables = Path.Combine(folder, ".exported");

    /// <summary>Host and port of the node that was started last.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the shell prints for the commands.</summary>
    public async Task<string> RunAsync(string commands)
    {
        using var shell = Start(commands);
        using var patience = new CancellationTokenSource(Patience);
        var error = shell.StandardError.ReadToEndAsync(patience.Token);
        var printed = await shell.StandardOutput.ReadToEndAsync(patience.Token);
        await shell.WaitForExitAsync(patience.Token);
        shell.ExitCode.Should().Be(0, $"the commands should succeed; they printed: {printed}{await error}");
        return printed;
    }

    /// <summary>Starts a node that stays, and waits until it listens and so many epochs ended.</summary>
    public async Task StartNodeAsync(string command, int epochs)
    {
        var node = Start($"exec {command}");
        _running.Add(node);
        node.ErrorDataReceived += static (_, _) => { };
        node.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        for (var ended = 0; ended < epochs;)
        {
            var line = await node.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"The node of '{command}' ended before its epochs did.");
            if (Listening().Match(line) is { Success: true } listening) Address = listening.Groups[1].Value;
            if (line.StartsWith("Epoch ", StringComparison.Ordinal)) ended++;
        }
    }

    /// <summary>Ends the nodes that were started.</summary>
    public async Task StopAsync()
    {
        foreach (var process in _running)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private Process Start(string commands)
    {
        var script = $"if [ -f '{_variables}' ]; then . '{_variables}'; fi\n{commands}\nexport -p >'{_variables}'";
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // The port is free, and nothing of a build stays behind.
        start.Environment["SNAPSHOTTER_Api__Port"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        return Process.Start(start) ?? throw new InvalidOperationException("The shell did not start.");
    }

    [GeneratedRegex(@"listens at http://([^;]+);")]
    private static partial Regex Listening();
}

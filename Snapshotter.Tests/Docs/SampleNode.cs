using System.Diagnostics;
using System.Text.RegularExpressions;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Docs;

/// <summary>The real executable, run on the bundled sample until all of its epochs ended, and a folder that looks like a checkout.</summary>
public sealed partial class SampleNode : IAsyncLifetime
{
    private const int SampleEpochs = 11;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string Executable = Path.Combine(AppContext.BaseDirectory, "snapshotter.dll");

    private readonly string _folder = Directory.CreateTempSubdirectory("snapshotter-docs-").FullName;
    private Process? _node;

    /// <summary>Host and port of the REST API.</summary>
    public string Address { get; private set; } = "";

    /// <summary>Where examples run.</summary>
    public string Folder => _folder;

    public async Task InitializeAsync()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "samples"), Repository.PathOf("samples"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "config"), Repository.PathOf("config"));
        var script = Path.Combine(_folder, "run.sh");
        await File.WriteAllTextAsync(script, $"#!/bin/sh\nexec dotnet '{Executable}' \"$@\"\n");
        await ShellAsync("chmod +x run.sh");

        _node = Start(script, "run", "--pace", "0", "--port", "0", "--data", "data");
        using var patience = new CancellationTokenSource(Patience);
        for (var ended = 0; ended < SampleEpochs;)
        {
            var line = await _node.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("The node ended before the sample did.");
            if (Listening().Match(line) is { Success: true } listening) Address = listening.Groups[1].Value;
            if (line.StartsWith("Epoch ", StringComparison.Ordinal)) ended++;
        }
    }

    /// <summary>What a shell prints for the commands, run beside <c>run.sh</c>.</summary>
    public async Task<string> ShellAsync(string commands)
    {
        using var shell = Start("bash", "-euo", "pipefail", "-c", commands);
        using var patience = new CancellationTokenSource(Patience);
        var printed = await shell.StandardOutput.ReadToEndAsync(patience.Token);
        await shell.WaitForExitAsync(patience.Token);
        shell.ExitCode.Should().Be(0, $"the commands should succeed; they printed: {printed}");
        return printed;
    }

    public async Task DisposeAsync()
    {
        if (_node is { } node)
        {
            node.Kill(entireProcessTree: true);
            await node.WaitForExitAsync();
            node.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private Process Start(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        process.BeginErrorReadLine();
        return process;
    }

    [GeneratedRegex(@"listens at http://([^;]+);")]
    private static partial Regex Listening();
}

using System.Diagnostics;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Api.CommandLine;

/// <summary>The real executable in a process of its own.</summary>
internal sealed class Executable : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private Executable(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public static Executable Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "snapshotter.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new Executable(Process.Start(start)!);
    }

    public static async Task<Cli> RunAsync(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        await using var executable = Start(environment, arguments);
        using var patience = new CancellationTokenSource(Patience.Long);
        var output = await executable._process.StandardOutput.ReadToEndAsync(patience.Token);
        await executable._process.WaitForExitAsync(patience.Token);
        return new Cli(executable._process.ExitCode, output, await executable._error);
    }

    /// <summary>The next line on the output stream.</summary>
    public async Task<string> ReadLineAsync()
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        return await _process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"The process ended: {await _error}");
    }

    /// <summary>Kills it, and returns all that it wrote to the error stream.</summary>
    public async Task<string> KillAndReadErrorsAsync()
    {
        _process.Kill();
        return await _error;
    }

    /// <summary>Asks it to end, and returns all that it wrote to the error stream.</summary>
    public async Task<string> EndAndReadErrorsAsync()
    {
        await EndAsync();
        return await _error;
    }

    /// <summary>Asks it to end (SIGTERM), and waits until it has.</summary>
    public async Task EndAsync()
    {
        // What nobody reads would hold it up.
        _ = _process.StandardOutput.ReadToEndAsync();
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience.Long);
    }

    /// <summary>Waits until so many processes were started by it, and by those.</summary>
    public async Task<int[]> DescendantsAsync(int atLeast)
    {
        int[] found = [];
        await Patience.UntilAsync(() => (found = ProcessTable.DescendantsOf(_process.Id)).Length >= atLeast);
        return found;
    }

    /// <summary>Kills it at once.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}

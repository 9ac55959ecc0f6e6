using System.Diagnostics;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The real executable replaying the golden chain into a folder, and the writes to its data that can be seen from outside.</summary>
internal sealed class ReplayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process _process;
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private int _writes;

    private ReplayProcess(string folder, int untilWrites)
    {
        Directory.CreateDirectory(folder);
        _watcher = new FileSystemWatcher(folder, "*-wal") { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size };
        _watcher.Changed += (_, _) =>
        {
            if (Interlocked.Increment(ref _writes) >= untilWrites) _reached.TrySetResult();
        };
        _watcher.EnableRaisingEvents = true;
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "snapshotter.dll"), "replay", "--chain", Repository.Golden("chain"), "--config", Repository.Golden("config", "default7"),
                "--first-block", "501", "--epoch-size", "10", "--out", folder,
            },
            Environment = { ["DOTNET_TieredPGO"] = "0" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The changes of the write-ahead logs seen so far; fewer than the writes when several come at once.</summary>
    public int Writes => Volatile.Read(ref _writes);

    public static ReplayProcess Start(string folder, int untilWrites = int.MaxValue) => new(folder, untilWrites);

    /// <summary>Waits until so many writes were seen, or until the process ended.</summary>
    public Task WritesOrEndAsync() => Task.WhenAny(_reached.Task, _process.WaitForExitAsync()).WaitAsync(Patience);

    /// <summary>Waits a while, or until the process ended.</summary>
    public void WaitAWhile(int milliseconds) => _process.WaitForExit(milliseconds);

    /// <summary>Sends SIGKILL.</summary>
    /// <returns>Whether it was still running.</returns>
    public async Task<bool> KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        return _process.ExitCode != 0;
    }

    public async Task SucceedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.ExitCode.Should().Be(0, await _errors + await _output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        await Task.WhenAll(_output, _errors);
        _process.Dispose();
        _watcher.Dispose();
    }
}

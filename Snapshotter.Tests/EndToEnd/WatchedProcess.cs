using System.Diagnostics;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The real executable at work in a folder, and the writes to its files that can be seen from outside.</summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly FileSystemWatcher _watcher;
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _output;
    private readonly Task<string> _errors;
    private int _writes;

    private WatchedProcess(string folder, string files, int untilWrites, params string[] arguments)
    {
        Directory.CreateDirectory(folder);
        _watcher = new FileSystemWatcher(folder, files) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size };
        _watcher.Changed += (_, _) =>
        {
            if (Interlocked.Increment(ref _writes) >= untilWrites) _reached.TrySetResult();
        };
        _watcher.EnableRaisingEvents = true;
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        _process = Process.Start(new ProcessStartInfo(dotnet, [Path.Combine(AppContext.BaseDirectory, "snapshotter.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _output = _process.StandardOutput.ReadToEndAsync();
        _errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>The changes of the files seen so far; fewer than the writes when several come at once.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Replays the golden chain into a folder, watched by the write-ahead logs of its databases.</summary>
    public static WatchedProcess Replay(string folder, string config, int untilWrites = int.MaxValue, string? timeline = null) => new(
        folder, "*-wal", untilWrites,
        [
            "replay", "--chain", Repository.Golden("chain"), "--config", config, "--first-block", "501", "--epoch-size", "10", "--out", folder,
            .. timeline is null ? [] : (string[])["--timeline", timeline],
        ]);

    /// <summary>Exports a data folder into a file of a folder, watched by that file while it grows.</summary>
    public static WatchedProcess Export(string data, string folder, int untilWrites = int.MaxValue) =>
        new(folder, "*.part", untilWrites, "export", "--data", data, "--out", Path.Combine(folder, "state.snapstate"));

    /// <summary>Imports a file into a data folder, watched by the write-ahead logs of its databases.</summary>
    public static WatchedProcess Import(string file, string data, int untilWrites = int.MaxValue) => new(data, "*-wal", untilWrites, "import", "--data", data, "--in", file);

    /// <summary>Waits until so many writes were seen, or until the process ended.</summary>
    public Task WritesOrEndAsync() => Task.WhenAny(_reached.Task, _process.WaitForExitAsync()).WaitAsync(Patience.Long);

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
        await _process.WaitForExitAsync().WaitAsync(Patience.Long);
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

using System.Diagnostics;
using Snapshotter.Api.Hosting;
using Snapshotter.Benchmarks.EndToEnd.Processes;

namespace Snapshotter.Benchmarks.EndToEnd.Queue;

/// <summary>A redis-server that keeps nothing on disk, on a free port of the loopback address.</summary>
internal sealed class RedisServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Tether _tether;

    private RedisServerProcess(Process process, int port)
    {
        (_process, _tether) = (process, new Tether(process));
        Port = port;
    }

    public int Port { get; }

    /// <summary>The processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<RedisServerProcess> StartAsync(string folder)
    {
        var port = FreePort.Find();
        string[] arguments = ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"];
        var process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("There is no redis-server: install it to measure this part.");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains("Ready to accept connections", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new RedisServerProcess(process, port);
        }

        throw new InvalidOperationException("The redis-server ended before it listened.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _tether.Dispose();
        _process.Dispose();
    }
}

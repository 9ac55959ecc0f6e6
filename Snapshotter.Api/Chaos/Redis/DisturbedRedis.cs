using System.Diagnostics;
using Snapshotter.Api.Hosting;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Api.Chaos.Redis;

/// <summary>A real Redis server on a free port, which is killed and started again over its folder. It keeps what it acknowledged: every write is synced.</summary>
internal sealed class DisturbedRedis : IAsyncDisposable
{
    private const int Attempts = 5;
    private readonly string _executable;
    private readonly string _folder;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Process? _process;

    private DisturbedRedis(string executable, string folder)
    {
        _executable = executable;
        _folder = folder;
    }

    /// <summary>Where it listens; stays the same when it is started again.</summary>
    public int Port { get; private set; }

    /// <summary>How it is reached.</summary>
    public RedisOptions Options => new() { Port = Port };

    /// <summary>Starts a server in a folder of its own.</summary>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public static async Task<DisturbedRedis> StartAsync(string executable, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var server = new DisturbedRedis(executable, folder);
        // Another program may take a free port before the server does.
        for (var attempt = 1; ; attempt++)
        {
            server.Port = FreePort.Find();
            if (await server.TryStartAsync(cancellationToken)) return server;
            if (attempt == Attempts) throw new InvalidOperationException($"{executable} ended {Attempts} times before it listened. Run it by hand to see why.");
        }
    }

    /// <summary>Kills it, and starts it again later at the same address.</summary>
    /// <exception cref="InvalidOperationException">It ended before it listened.</exception>
    public async Task KillForAsync(TimeSpan downtime, TimeProvider time, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await KillAsync();
            await Task.Delay(downtime, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // Also at the end of the run, since it holds what is judged.
            if (!await TryStartAsync(CancellationToken.None)) throw new InvalidOperationException($"The killed Redis server did not start again at port {Port} over {_folder}.");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _turn.Dispose();
    }

    private async Task KillAsync()
    {
        if (_process is not { } process) return;
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    private async Task<bool> TryStartAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "--port", FormattableString.Invariant($"{Port}"), "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction",
        ];
        _process = Process.Start(new ProcessStartInfo(_executable, arguments) { RedirectStandardOutput = true })!;
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!line.Contains("Ready to accept connections", StringComparison.Ordinal)) continue;
            _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return true;
        }

        await KillAsync();
        return false;
    }
}

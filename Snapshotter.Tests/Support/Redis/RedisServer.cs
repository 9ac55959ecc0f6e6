using System.Diagnostics;
using Snapshotter.Api.Hosting;
using Snapshotter.Core.Storage.Redis;

namespace Snapshotter.Tests.Support.Redis;

/// <summary>A real redis-server on a free port of the loopback address, in a folder of its own.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const int Databases = 4096;

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _settings;
    private readonly bool _isTls;
    private Process? _process;
    private int _usedDatabases;
    private string _lastWords = "";

    private RedisServer(string[] settings, bool isTls)
    {
        _settings = settings;
        _isTls = isTls;
    }

    /// <summary>Where it listens; stays the same when it is started again.</summary>
    public int Port { get; private set; }

    public string Folder => _folder.Root;

    /// <summary>Starts a server that keeps nothing on disk, unless <paramref name="settings"/> say otherwise.</summary>
    public static Task<RedisServer> StartAsync(params string[] settings) => StartAsync(new RedisServer(settings, isTls: false));

    /// <summary>Starts a server that speaks TLS alone.</summary>
    public static Task<RedisServer> StartTlsAsync(string certificate, string key, params string[] settings) => StartAsync(new RedisServer(
        ["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-ca-cert-file", certificate, "--tls-auth-clients", "no", .. settings], isTls: true));

    private static async Task<RedisServer> StartAsync(RedisServer server)
    {
        // Another program may take a free port before the server does.
        for (var attempt = 1; ; attempt++)
        {
            if (await server.TryStartAsync(FreePort.Find())) return server;
            if (attempt == 5) throw new InvalidOperationException($"The Redis server ended before it listened: {server._lastWords}");
        }
    }

    /// <summary>How a database that no other test uses is reached.</summary>
    public RedisOptions NextDatabase() => new() { Port = Port, Database = Interlocked.Increment(ref _usedDatabases) % Databases };

    /// <summary>Ends the process as a failure would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts the server again over its folder, at the same address.</summary>
    public async Task RestartAsync()
    {
        if (!await TryStartAsync(Port)) throw new InvalidOperationException($"Port {Port} was taken while the Redis server was down.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        _folder.Dispose();
    }

    private async Task<bool> TryStartAsync(int port)
    {
        string[] arguments = [.. _isTls ? (string[])["--port", "0", "--tls-port", $"{port}"] : ["--port", $"{port}"], "--bind", "127.0.0.1", "--dir", _folder.Root, "--databases", $"{Databases}", "--save", "", "--daemonize", "no", .. _settings];
        _process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true, UseShellExecute = false })
            ?? throw new InvalidOperationException("There is no redis-server: run ./test.sh, which installs it.");
        var line = await Announcement.OfAsync(_process, line =>
        {
            _lastWords = line;
            return line.Contains("Ready to accept connections", StringComparison.Ordinal);
        });
        if (line is not null)
        {
            Port = port;
            return true;
        }

        _process.Dispose();
        _process = null;
        return false;
    }
}

using System.Diagnostics;

namespace Snapshotter.Tests.Support.Ipfs;

/// <summary>
/// A real IPFS node (js-ipfs) that speaks Kubo's RPC, offline and with a repository of its own. Unlike Kubo it writes CIDs of version 1 in
/// base58btc, knows no remote pinning service, and refuses a part of a form that names no type.
/// </summary>
internal sealed class IpfsNode : IAsyncDisposable
{
    private const string Script = """
        if (!Promise.withResolvers) Promise.withResolvers = () => { let resolve, reject; const promise = new Promise((a, b) => { resolve = a; reject = b }); return { promise, resolve, reject } }
        const { create } = await import('ipfs-core')
        const { HttpApi } = await import('ipfs-http-server')
        const ipfs = await create({ repo: process.env.IPFS_REPO, silent: true, offline: true, config: {
          Addresses: { Swarm: [], API: `/ip4/127.0.0.1/tcp/${process.env.IPFS_PORT}`, Gateway: '' }, Bootstrap: [],
          Discovery: { MDNS: { Enabled: false }, webRTCStar: { Enabled: false } } } })
        const api = new HttpApi(ipfs)
        await api.start()
        console.log('Listening on ' + api._apiServers[0].info.uri)
        process.stdin.on('end', () => process.exit(0)).resume()
        """;

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    private IpfsNode()
    {
    }

    /// <summary>Where the RPC listens; stays the same when the node is started again.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>Starts a node on a free port of the loopback address.</summary>
    public static async Task<IpfsNode> StartAsync()
    {
        var node = new IpfsNode();
        await node.StartAsync(port: 0);
        return node;
    }

    /// <summary>Ends the process as a failure would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Starts the node again over its repository, at the same address.</summary>
    public Task RestartAsync() => StartAsync(Url.Port);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await KillAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(int port)
    {
        // What a killed node held is still locked as far as the next one can see.
        var held = _folder.PathOf("repo", "repo.lock");
        if (Directory.Exists(held)) Directory.Delete(held, recursive: true);
        var start = new ProcessStartInfo("node", ["--input-type=module", "--eval", Script])
        {
            WorkingDirectory = FindModules(),
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            Environment = { ["IPFS_REPO"] = Path.Combine(_folder.Root, "repo"), ["IPFS_PORT"] = $"{port}" },
        };
        _process = Process.Start(start)!;
        const string Listening = "Listening on ";
        var line = await Announcement.OfAsync(_process, static line => line.StartsWith(Listening, StringComparison.Ordinal))
            ?? throw new InvalidOperationException("The IPFS node ended before it listened.");
        Url = new Uri(line[Listening.Length..].Trim());
    }

    private static string FindModules()
    {
        var bin = Environment.GetEnvironmentVariable("SNAPSHOTTER_TEST_TOOLS") ?? Repository.PathOf("artifacts", "tools", "node_modules", ".bin");
        var path = Path.GetFullPath(Path.Combine(bin, "..", "..", "ipfs"));
        return Directory.Exists(Path.Combine(path, "node_modules", "ipfs-core")) ? path : throw new InvalidOperationException($"There is no IPFS node in {path}: run ./test.sh, which installs it.");
    }
}

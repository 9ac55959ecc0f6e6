using System.Diagnostics;

namespace Snapshotter.Api.LocalNetwork.Chains;

/// <summary>An EVM chain of a local network: an anvil of its own on a free port of the loopback address.</summary>
internal sealed class LocalChain : IAsyncDisposable
{
    private readonly Process _process;

    private LocalChain(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>Starts a chain and waits until it listens.</summary>
    /// <param name="anvil">The executable.</param>
    /// <param name="arguments">What it is told beyond where to listen.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<LocalChain> StartAsync(string anvil, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(anvil, ["--host", "127.0.0.1", "--port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            const string Listening = "Listening on ";
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (!line.StartsWith(Listening, StringComparison.Ordinal)) continue;
                // Read on, so that the pipe never fills.
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return new LocalChain(process, new Uri($"http://{line[Listening.Length..].Trim()}"));
            }
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        throw new InvalidOperationException("anvil ended before it listened: start it by hand to see why.");
    }

    public async ValueTask DisposeAsync()
    {
        // What npm installs is a script that starts the real one.
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}

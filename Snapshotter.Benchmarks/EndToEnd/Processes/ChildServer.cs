using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Snapshotter.Benchmarks.CommandLine;

namespace Snapshotter.Benchmarks.EndToEnd.Processes;

/// <summary>A server in a process of its own, so that its processor time and memory are not the node's. Ends with the measure.</summary>
internal sealed partial class ChildServer : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Tether _tether;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    private volatile string _lastError = "nothing on its error stream";

    private ChildServer(Process process) => (_process, _tether) = (process, new Tether(process));

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>The id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>The processor time it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program that lies beside this one and waits until it says where it listens.</summary>
    /// <exception cref="BenchmarkException">It ended, or said nothing in time.</exception>
    public static async Task<ChildServer> StartAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var process = Process.Start(start)!;
        var server = new ChildServer(process);
        process.OutputDataReceived += (_, line) => server.Take(line.Data);
        process.ErrorDataReceived += (_, line) => server._lastError = line.Data ?? server._lastError;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var line = await server.WaitForLineAsync("http://", StartDeadline, cancellationToken);
            server.Url = new Uri(Address().Match(line).Value);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next line it writes that has a text in it.</summary>
    /// <exception cref="BenchmarkException">It ended, or wrote none in time.</exception>
    public async Task<string> WaitForLineAsync(string text, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(deadline, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            await foreach (var line in _lines.Reader.ReadAllAsync(either.Token))
            {
                if (line.Contains(text, StringComparison.Ordinal)) return line;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchmarkException($"{Command} did not write '{text}' within {deadline.TotalSeconds} seconds.");
        }

        throw new BenchmarkException($"{Command} ended before it wrote '{text}'; its last words: {_lastError}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _tether.Dispose();
        _process.Dispose();
    }

    private string Command => string.Join(' ', _process.StartInfo.ArgumentList);

    private void Take(string? line)
    {
        if (line is null) _lines.Writer.TryComplete();
        else _lines.Writer.TryWrite(line);
    }

    [GeneratedRegex(@"http://[0-9.:]+")]
    private static partial Regex Address();
}

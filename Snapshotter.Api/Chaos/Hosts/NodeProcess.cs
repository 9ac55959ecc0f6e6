using System.Diagnostics;
using Snapshotter.Api.Chaos.Node;
using Snapshotter.Api.Hosting;

namespace Snapshotter.Api.Chaos.Hosts;

/// <summary>One start of the real node in a process of its own. Its log goes behind those of earlier starts, into a file beside the plan.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private const int LastLines = 12;

    private readonly Process _process;
    private readonly Queue<string> _errors = new();
    private readonly StreamWriter _log;

    private NodeProcess(Process process, Uri address, string logFile)
    {
        _process = process;
        // The start before may not have closed it yet.
        _log = new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite));
        Address = address;
        Ended = process.WaitForExitAsync();
    }

    /// <summary>Where its REST API listens once it is up.</summary>
    public Uri Address { get; }

    /// <summary>Completes when the process has ended.</summary>
    public Task Ended { get; }

    /// <summary>The latest lines of its log.</summary>
    public string Log
    {
        get
        {
            lock (_errors) return string.Join(Environment.NewLine, _errors);
        }
    }

    /// <summary>Starts the node with a plan, on a free port.</summary>
    public static NodeProcess Start(DisturbancePlan plan, string planFile)
    {
        var port = FreePort.Find();
        var settings = new Dictionary<string, string>(plan.Settings) { ["Api:Port"] = FormattableString.Invariant($"{port}") };
        (plan with { Settings = settings }).Write(planFile);

        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "snapshotter.dll"), "chaos-node", "--plan", planFile])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var node = new NodeProcess(process, new Uri(FormattableString.Invariant($"http://127.0.0.1:{port}")), Path.Combine(Path.GetDirectoryName(planFile)!, "node.log"));
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += (_, line) => node.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return node;
    }

    /// <summary>Sends SIGKILL and waits for the end.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await Ended;
    }

    /// <summary>Lets it stand still (SIGSTOP): its connections stay open, and nothing is heard of it.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    /// <summary>Lets it go on (SIGCONT).</summary>
    public Task ContinueAsync() => SignalAsync("-CONT");

    /// <summary>Tells the node to stop (SIGTERM), as who runs services does.</summary>
    /// <returns>Why it did not do so in order, or null.</returns>
    public async Task<string?> StopAsync(TimeSpan patience)
    {
        await SignalAsync("-TERM");
        await Task.WhenAny(Ended, Task.Delay(patience, TimeProvider.System));
        if (!_process.HasExited)
        {
            await KillAsync();
            return FormattableString.Invariant($"the node did not stop within {patience.TotalSeconds:0} s of being told to. {Log}");
        }

        await Ended;
        return _process.ExitCode == 0 ? null : FormattableString.Invariant($"the node ended with code {_process.ExitCode} when it was told to stop. {Log}");
    }

    /// <summary>What to say of an end nobody asked for.</summary>
    public string DescribeEnd() => FormattableString.Invariant($"the node ended by itself with code {_process.ExitCode}. {Log}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        lock (_errors) _log.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        if (_process.HasExited) return;
        using var kill = Process.Start("kill", [signal, FormattableString.Invariant($"{_process.Id}")]);
        await kill.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_errors)
        {
            _log.WriteLine(line);
            _errors.Enqueue(line);
            if (_errors.Count > LastLines) _errors.Dequeue();
        }
    }
}

using Snapshotter.Api.Hosting;

namespace Snapshotter.Tests.Support;

/// <summary>The whole node on the bundled sample, inside the process of the test.</summary>
internal sealed class SampleRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly AwaitedLines _lines = new();
    private readonly Task<int> _running;

    public SampleRun(TemporaryFolder folder, TimeSpan? life = null, string name = "data", params IEnumerable<(string Key, string Value)> settings)
    {
        _stop = life is { } time ? new CancellationTokenSource(time, TimeProvider.System) : new CancellationTokenSource();
        var all = new Dictionary<string, string?> { ["Storage:Folder"] = folder.PathOf(name), ["Api:Port"] = "0" };
        foreach (var (key, value) in settings) all[key] = value;
        _running = Task.Run(() => NodeHost.RunAsync(new NodeRequest(null, null, 0, all), _lines, _stop.Token));
    }

    public string Output => _lines.Text;

    public Task SaysAsync(string text) => Task.WhenAny(_lines.HoldAsync(text), _running).Unwrap().WaitAsync(Patience.Long);

    /// <summary>The body of an answer of the REST API.</summary>
    public async Task<string> GetAsync(string path)
    {
        await SaysAsync("The node listens at ");
        var address = Output.Split("The node listens at ")[1].Split(';')[0];
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"{address}{path}"));
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await StoppedAsync();
    }

    /// <summary>Started or not, it ends because it is asked to.</summary>
    public async Task StoppedAsync()
    {
        try
        {
            (await _running.WaitAsync(Patience.Long)).Should().Be(0);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Before it ran.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}

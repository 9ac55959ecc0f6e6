using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Snapshotter.Api.Hosting;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.Support.Ops;

/// <summary>The whole node on the bundled sample, with its operator pages on a port that the system chose.</summary>
internal sealed class OpsNode : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<IServiceProvider> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ranOut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<int> _running;

    private OpsNode(Action<IServiceCollection>? services, (string Key, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["Storage:Folder"] = _folder.PathOf("data"), ["Api:Port"] = "0", ["Jobs:RetryDelay"] = "00:00:00.010", ["Access:BurstPerSecond"] = "0" };
        foreach (var (key, value) in settings) all[key] = value;
        _running = Task.Run(() => NodeHost.RunAsync(new NodeRequest(null, null, 0, all), TextWriter.Null, _stop.Token, added =>
        {
            added.AddHostedService(provider => new Announcement(this, provider));
            services?.Invoke(added);
        }));
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public IServiceProvider Services { get; private set; } = null!;

    public IStateStore State => Services.GetRequiredService<IStateStore>();

    public IJobLedger Jobs => Services.GetRequiredService<IJobLedger>();

    /// <summary>Starts one and waits until it listens and all epochs of the sample have ended.</summary>
    public static async Task<OpsNode> StartAsync(Action<IServiceCollection>? services = null, params (string Key, string Value)[] settings)
    {
        var node = new OpsNode(services, settings);
        node.Services = await await Task.WhenAny(node._started.Task, Fail<IServiceProvider>(node._running)).WaitAsync(Patience.Long);
        await node._ranOut.Task.WaitAsync(Patience.Long);
        node.Url = new Uri(node.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return node;
    }

    /// <summary>A client that follows no redirect and keeps cookies.</summary>
    public HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new System.Net.CookieContainer() }) { BaseAddress = Url };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task)_running).WaitAsync(Patience.Long).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _folder.Dispose();
    }

    private static async Task<T> Fail<T>(Task<int> running) => throw new InvalidOperationException($"The node ended with code {await running} before it listened.");

    private sealed class Announcement(OpsNode node, IServiceProvider provider) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            provider.GetRequiredService<PipelineProgress>().RanOut += _ => node._ranOut.TrySetResult();
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => node._started.TrySetResult(provider));
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

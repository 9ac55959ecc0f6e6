using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Settings;
using Snapshotter.Core;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd;

/// <summary>The pipeline over a live endpoint, without the REST API.</summary>
internal sealed class LiveNode : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _held;
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _ended = new();
    private readonly Task _running;

    public LiveNode(Uri endpoint, string config, long firstBlock, int epochSize, Action<IServiceCollection>? change = null)
    {
        var settings = SettingsLoader.Load(new Dictionary<string, string?>
        {
            ["Rpc:Endpoints:0:Url"] = endpoint.AbsoluteUri,
            ["Epochs:FirstBlock"] = firstBlock.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Epochs:Size"] = epochSize.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Epochs:PollingInterval"] = "00:00:00.020",
        });
        var (_, plan, _) = NodeConfigurationLoader.Load(config);
        ProjectIds = [.. plan.ProjectIds];
        _held = DataFolder.Hold(_folder.Root);
        var services = new ServiceCollection().AddLogging(static logging => logging.ClearProviders()).AddNode(settings, plan, _held);
        change?.Invoke(services);
        _services = services.BuildServiceProvider();
        _services.GetRequiredService<EpochTracker>().EpochEnded += id => EndOf(id).TrySetResult();
        _running = _services.GetRequiredService<Pipeline>().RunAsync(_stopping.Token);
    }

    public IReadOnlyList<string> ProjectIds { get; }

    public IServiceProvider Services => _services;

    public RequestCount CostOf(long epochId) => _services.GetRequiredService<RequestLedger>().Of(epochId);

    /// <summary>Completes when the jobs of an epoch have ended.</summary>
    public async Task EndedAsync(long epochId) => await await Task.WhenAny(EndOf(epochId).Task, _running);

    /// <summary>The text of a project's snapshot.</summary>
    public async Task<string> TextAsync(long epochId, string projectId)
    {
        var cid = (await _services.GetRequiredService<IStateStore>().BuiltCidsAsync(epochId, [projectId], CancellationToken.None)).Single();
        var content = await _services.GetRequiredService<IContentStore>().GetAsync(cid!.Value, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(content!.Value.Span);
    }

    /// <summary>What is noted beside the release of an epoch.</summary>
    public async Task<string?> ReleaseNoteAsync(long epochId)
    {
        var report = (await _services.GetRequiredService<IStateStore>().EpochReportsAsync(epochId, 1, CancellationToken.None)).Single();
        return report.Transitions.Single(static transition => transition.Stage == Stage.EpochReleased).Extra;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
        _held.Dispose();
        _stopping.Dispose();
        _folder.Dispose();
    }

    private TaskCompletionSource EndOf(long epochId) => _ended.GetOrAdd(epochId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}

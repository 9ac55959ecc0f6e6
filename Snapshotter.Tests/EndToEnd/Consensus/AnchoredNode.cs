using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Keys;
using Snapshotter.Api.Settings;
using Snapshotter.Core;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Anvils;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>The node as it is wired for an anchor chain, without the REST API. Several over one folder, one after another, are starts of one node.</summary>
internal sealed class AnchoredNode : IAsyncDisposable, IRpcObserver
{
    private readonly DataFolder _held;
    private readonly ServiceProvider _services;
    private readonly NodeKeys _keys;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public AnchoredNode(TemporaryFolder folder, RecordedSource source, Uri anchor, ProtocolOnAnvil protocol, string keyHex, Dictionary<string, string?>? settings = null, bool hears = true, Action<IServiceCollection>? change = null)
    {
        var options = SettingsLoader.Load(new Dictionary<string, string?>
        {
            ["Rpc:Endpoints:0:Url"] = source.Url.AbsoluteUri,
            ["Epochs:Size"] = "10",
            ["Epochs:PollingInterval"] = "00:00:00.020",
            ["Protocol:Kind"] = "V1",
            ["Protocol:Address"] = protocol.Address.ToString(),
            ["Protocol:PollingInterval"] = "00:00:00.050",
            ["Protocol:RetryDelay"] = "00:00:00.050",
            ["Protocol:WebSocket"] = hears ? anchor.AbsoluteUri.Replace("http://", "ws://", StringComparison.Ordinal) : "",
            ["AnchorRpc:Endpoints:0:Url"] = anchor.AbsoluteUri,
            ["AnchorRpc:Endpoints:0:Alias"] = "anchor",
            ["AnchorRpc:MaxAttempts"] = "1",
            ["Transactions:PollingInterval"] = "00:00:00.050",
            ["Health:AnchorDeadline"] = "00:00:01",
        }.Concat(settings ?? []).GroupBy(static pair => pair.Key).ToDictionary(static pair => pair.Key, static pair => pair.Last().Value));
        var (configuration, plan, _) = NodeConfigurationLoader.Load(source.Config);
        options = AnchorSettings.Complete(options, configuration);
        ProjectIds = [.. plan.ProjectIds];
        _held = DataFolder.Hold(folder.Root);
        _keys = NodeKeys.Load(options.Keys, name => name == "SNAPSHOTTER_SIGNER_KEY" ? keyHex : null);
        var services = new ServiceCollection().AddLogging(static logging => logging.ClearProviders());
        services.AddAnchor(options, _keys).AddNode(options, plan, _held).AddSingleton<IRpcObserver>(this);
        change?.Invoke(services);
        _services = services.BuildServiceProvider();
        _running = _services.GetRequiredService<Pipeline>().RunAsync(_stopping.Token);
    }

    public IReadOnlyList<string> ProjectIds { get; }

    public IStateStore State => _services.GetRequiredService<IStateStore>();

    public IContentStore Content => _services.GetRequiredService<IContentStore>();

    public Task Running => _running;

    /// <summary>The requests to the anchor chain so far.</summary>
    public List<RpcRequestInfo> AnchorRequests { get; } = [];

    /// <summary>All requests so far, with the moment when each had ended.</summary>
    public List<(long At, RpcRequestInfo Info)> AllRequests { get; } = [];

    public static string HexOf(PrivateKey key)
    {
        var bytes = new byte[PrivateKey.Size];
        key.CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    public async Task<NodeStatus> StatusAsync() => await _services.GetRequiredService<INodeHealth>().StatusAsync(CancellationToken.None);

    /// <summary>Completes when every project has an outcome of the stage in the epoch: null for success, or the reason.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> OutcomesAsync(long epochId, Stage stage, int? count = null) => await UntilAsync(async () =>
    {
        var report = (await State.EpochReportsAsync(epochId, 1, CancellationToken.None)).SingleOrDefault();
        var found = report?.Transitions.Where(transition => transition.Stage == stage).ToDictionary(static transition => transition.Subject, static transition => transition.Error, StringComparer.Ordinal);
        return found?.Count >= (count ?? ProjectIds.Count) ? found : null;
    });

    /// <summary>What this node built for a project.</summary>
    public async Task<Cid> BuiltAsync(long epochId, string projectId) => (await State.BuiltCidsAsync(epochId, [projectId], CancellationToken.None)).Single()!.Value;

    /// <summary>The account of a project in an epoch.</summary>
    public Task<SubmissionReport> ReportAsync(long epochId, string projectId, SubmissionOutcome outcome) => UntilAsync(async () =>
        (await State.SubmissionReportsAsync(projectId, 100, CancellationToken.None)).SingleOrDefault(report => report.EpochId == epochId && report.Outcome == outcome));

    /// <summary>Completes with the first answer that is not null; looks at once and then every few milliseconds.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> look) where T : class
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (true)
        {
            if (await look() is { } found) return found;
            if (_running.IsFaulted) await _running;
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }

    public void OnHttpRequest(RpcRequestInfo info)
    {
        _services.GetRequiredService<RequestLedger>().OnHttpRequest(info);
        lock (AllRequests)
        {
            AllRequests.Add((System.Diagnostics.Stopwatch.GetTimestamp(), info));
            if (info.Endpoint == "anchor") AnchorRequests.Add(info);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _services.DisposeAsync();
        _keys.Dispose();
        _held.Dispose();
        _stopping.Dispose();
    }
}

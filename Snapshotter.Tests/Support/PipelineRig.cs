using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Snapshotter.Api.Admin;
using Snapshotter.Api.Hosting;
using Snapshotter.Api.Rest;
using Snapshotter.Api.Rest.Access;
using Snapshotter.Api.Settings;
using Snapshotter.Core.Callers;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Schedule;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Support;

/// <summary>
/// The pipeline as the node wires it, over embedded adapters in a folder, without a source chain: epochs are released by the test, and
/// processors must not read. Several rigs over one folder, one after another, are starts of one node.
/// </summary>
internal sealed class PipelineRig : IAsyncDisposable
{
    private readonly DataFolder _held;
    private readonly ServiceProvider _services;

    public PipelineRig(TemporaryFolder folder, ProjectPlan plan, JobOptions? jobs = null, LocalProtocolOptions? protocol = null, Action<IServiceCollection>? change = null)
    {
        _held = DataFolder.Hold(folder.Root);
        Plan = plan;
        var rpc = new RpcOptions { MaxAttempts = 1, Endpoints = { new RpcEndpointOptions { Url = "http://127.0.0.1:1/", Alias = "none" } } };
        var options = SettingsLoader.Read(new ConfigurationBuilder().Build()) with
        {
            Rpc = rpc,
            Jobs = jobs ?? Impatient(),
            LocalProtocol = protocol ?? new LocalProtocolOptions(),
        };
        var services = new ServiceCollection().AddLogging(static logging => logging.ClearProviders()).AddNode(options, plan, _held);
        change?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public ProjectPlan Plan { get; }

    public IServiceProvider Services => _services;

    public IStateStore State => _services.GetRequiredService<IStateStore>();

    public IContentStore Content => _services.GetRequiredService<IContentStore>();

    public IJobQueue Queue => _services.GetRequiredService<IJobQueue>();

    public EpochTracker Tracker => _services.GetRequiredService<EpochTracker>();

    /// <summary>Options under which a failed job is tried again at once.</summary>
    public static JobOptions Impatient(int attempts = 3) => new()
    {
        MaxAttempts = attempts,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(1),
    };

    /// <summary>Releases epochs as the cutter does.</summary>
    public async Task ReleaseAsync(params long[] epochs)
    {
        foreach (var id in epochs)
        {
            await State.CommitAsync(new StateChange { Released = [Make.Released(id)], Enqueued = [PreloadHandler.JobFor(id)] }, default);
        }
    }

    /// <summary>Runs jobs until there are none, or until <paramref name="death"/> is cancelled.</summary>
    public async Task RunAsync(CancellationToken death = default)
    {
        await Tracker.ResumeAsync(default);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(death);
        var running = _services.GetRequiredService<JobRunner>().RunAsync(stop.Token);
        await Task.WhenAny(running, Tracker.WaitForRoomAsync(1, stop.Token));
        await stop.CancelAsync();
        await running;
    }

    /// <summary>The outcome of a stage for each project of the plan: null for success, a reason, or "-" when there is none.</summary>
    public async Task<string?[]> OutcomesAsync(long epoch, Stage stage)
    {
        var transitions = (await State.EpochReportsAsync(epoch, 1, default)).Single().Transitions.Where(transition => transition.Stage == stage).ToList();
        return [.. Plan.ProjectIds.Select(id => transitions.Find(transition => transition.Subject == id) is { } found ? found.Error : "-")];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _held.Dispose();
    }
}

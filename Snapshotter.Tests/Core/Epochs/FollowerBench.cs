using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Forks;
using Snapshotter.Core.Jobs.Sqlite;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Storage.Sqlite;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Epochs;

/// <summary>A follower over the golden chain whose head moves with a clock that skips every wait. Epochs have no projects, so each ends when it is released.</summary>
internal sealed class FollowerBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStateStore _store;
    private readonly RpcClient _client;
    private readonly SqliteJobQueue _queue;
    private readonly EpochTracker _tracker;
    private readonly PipelineProgress _progress;
    private readonly EpochRoom _room;
    private readonly EpochCutter _cutter;
    private readonly EpochOptions _options;
    private readonly SigningGate _gate = new();

    public FollowerBench(EpochOptions options, Func<TimeProvider, IChainHead> head, Func<HttpMessageHandler, HttpMessageHandler>? network = null, Action? onCommit = null)
    {
        _options = options;
        Time = new FakeTime { SkipsBelow = TimeSpan.FromDays(1) };
        Ledger = new RequestLedger();
        var handler = new RecordedChainHandler(new RecordedChainRpc(RecordedWorld.Golden.Chain, head(Time)));
        // The client's clock stands still: its time-outs would pass at once on the skipping one.
        _client = Clients.Create(Clients.Options("a"), network is null ? handler : network(handler), Clients.Time(), Ledger);
        _store = SqliteStateStore.Open(_folder.Root);
        _queue = new SqliteJobQueue(_store, new SteadyTime(Time));
        _tracker = new EpochTracker(_queue);
        _progress = new PipelineProgress(new SteadyTime(Time));
        Reader = new SourceChainReader(_client, _store, new SourceChainOptions(), DelegatedWork.Default, TimeProvider.System);
        var plan = new ProjectPlan("TEST", [], new Dictionary<string, IPreloader>());
        _room = new EpochRoom(options, new LiveHosts(new RoleOptions()), _tracker);
        var state = new WatchedState(_store, onCommit ?? (static () => { }));
        var open = new OpenEpochs(Reader);
        var history = new SourceHistoryStore(state, new SourceChainOptions(), options);
        var forked = new ForkedEpochs(state, history, _gate, open, _tracker, Time);
        var forks = new SourceForks(new ForkSurvey(_client), history, forked, Reader, new SourceChainOptions(), NullLogger<SourceForks>.Instance);
        var release = new EpochRelease(new LocalProtocolOptions(), Reader, history, forks, open, state, _tracker, _progress, Time);
        _cutter = new EpochCutter(options, Reader, release, _store);
    }

    public FakeTime Time { get; }

    public RequestLedger Ledger { get; }

    public SourceChainReader Reader { get; }

    public PipelineProgress Progress => _progress;

    public SqliteStateStore Store => _store;

    /// <summary>Follows until the options' limit.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var follower = new SourceFollower(_options, _cutter, Reader, _room, _tracker, _progress, new SteadyTime(Time), NullLogger<SourceFollower>.Instance);
        var following = follower.RunAsync(cancellationToken);
        for (var ended = 0L; !following.IsCompleted;)
        {
            if (_progress.Now.Released is { } released && released.Epoch.Id > ended) ended = await EndAsync();
            await Task.Yield();
        }

        await following;
    }

    /// <summary>Ends the epochs that have jobs, of which there may be several by now, and returns the last.</summary>
    private async Task<long> EndAsync()
    {
        var jobs = await _queue.LeaseAsync(10, TimeSpan.FromMinutes(1), CancellationToken.None);
        foreach (var job in jobs)
        {
            await _store.CommitAsync(new StateChange().Completing(job), CancellationToken.None);
            await _tracker.JobEndedAsync(job.EpochId, CancellationToken.None);
        }

        return jobs.Max(static job => job.EpochId);
    }

    /// <summary>Tells that something is about to be written.</summary>
    private sealed class WatchedState(IStateStore inner, Action onCommit) : DelegatingState(inner)
    {
        public override ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken)
        {
            onCommit();
            return base.CommitAsync(change, cancellationToken);
        }
    }

    /// <summary>The requests of an epoch.</summary>
    public (long Requests, long Calls) CostOf(long epochId) => (Ledger.Of(epochId).HttpRequests, Ledger.Of(epochId).TotalCalls);

    /// <summary>What the store says of the stages of an epoch.</summary>
    public async Task<string?> ReleaseExtraAsync(long epochId) =>
        (string?)(await _store.EpochReportsAsync(epochId, 1, CancellationToken.None)).Single().Transitions.Single(static transition => transition.Stage == Stage.EpochReleased).Extra is { } extra
            ? (string?)JsonNode.Parse(extra)!["reorganised"]
            : null;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _gate.Dispose();
        _queue.Dispose();
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}

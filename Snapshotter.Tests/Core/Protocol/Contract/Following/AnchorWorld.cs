using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Core.Chain;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

/// <summary>Follows an anchor chain that endpoints tell of, which a test may set apart.</summary>
internal sealed class AnchorWorld : IAsyncDisposable, IProtocolEvents
{
    /// <summary>The requests that tell where reading begins, and after which epoch.</summary>
    public const int ToBegin = 2;

    private readonly ScriptedEndpoints _endpoints = new();
    private readonly Dictionary<string, AnchorBlocks> _told;
    private readonly SqliteStores _stores = new();
    private readonly LookedAtState _state;
    private readonly ILoggerFactory _log;
    private readonly AnchorFollower _follower;
    private CancellationTokenSource _stopping = new();
    private Task _running;
    private int _reorganisations;

    public AnchorWorld(params string[] endpoints)
    {
        _state = new LookedAtState(_stores.State);
        _told = endpoints.ToDictionary(static name => name, static _ => AnchorBlocks.Genesis.UpTo(20));
        foreach (var name in endpoints) _endpoints.On(name, body => Answer(name, body));
        Rpc = Clients.Create(Clients.Options(endpoints), _endpoints, logger: new KeptMessages(Messages));
        _log = LoggerFactory.Create(logging => logging.AddProvider(new KeptMessages(Messages)));
        var options = new ProtocolOptions { PollingInterval = TimeSpan.FromMilliseconds(10) };
        var (anchor, contract, time) = (new AnchorRpc(Rpc), new V1Contract(AnchorBlocks.Contract), new SteadyTime(TimeProvider.System));
        Progress = new PipelineProgress(time);
        var (cursors, effects) = (new AnchorCursorStore(_stores.State), new EventEffects(_state, TimeProvider.System, _log.CreateLogger<EventEffects>()));
        var catchUp = new FinalityCatchUp(
            _state, cursors, contract, new ContractViews(anchor, contract, Head, TimeProvider.System), effects, Accounts, TimeProvider.System, _log.CreateLogger<FinalityCatchUp>());
        var reader = new AnchorReader(
            anchor, contract, cursors, new AnchorReorganisation(anchor, options, _log.CreateLogger<AnchorReorganisation>()), new BatchDecisions(anchor),
            effects, Accounts, Head, [this, catchUp], options);
        _follower = new AnchorFollower(reader, catchUp, Head, new NoNews(), Progress, options, time, _log.CreateLogger<AnchorFollower>());
        _running = _follower.RunAsync(_stopping.Token);
    }

    /// <summary>Endpoints that do not answer.</summary>
    public ConcurrentDictionary<string, byte> Silent { get; } = new();

    /// <summary>A block of whose state no endpoint tells.</summary>
    public Hash32? Forgets { get; set; }

    /// <summary>A block of which no endpoint tells by its height.</summary>
    public long? Lacks { get; set; }

    public AnchorHead Head { get; } = new();

    public RpcClient Rpc { get; }

    public LookedAtState State => _state;

    public AccountGate Accounts { get; } = new();

    public PipelineProgress Progress { get; }

    /// <summary>Warnings and worse, with their event ids.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    /// <summary>How often listeners were told of a reorganisation.</summary>
    public int Reorganisations => Volatile.Read(ref _reorganisations);

    /// <summary>The bodies of the requests to an endpoint.</summary>
    public IReadOnlyList<string> RequestsTo(string endpoint) =>
        [.. _endpoints.Requests.Where(request => request.Endpoint == endpoint).Select(static request => request.Body.ToJsonString())];

    /// <summary>Endpoints tell of a chain from now on; all when none is named.</summary>
    public void Tell(AnchorBlocks chain, params string[] endpoints)
    {
        lock (_told)
        {
            foreach (var name in endpoints.Length == 0 ? [.. _told.Keys] : endpoints) _told[name] = chain;
        }
    }

    /// <summary>The chain that requests for logs are told of, where it is another one.</summary>
    public AnchorBlocks? ToldWithLogs { get; set; }

    /// <summary>The process stands still until something was done.</summary>
    public async Task MeanwhileAsync(Action act)
    {
        await StopAsync();
        act();
        _stopping = new CancellationTokenSource();
        _running = _follower.RunAsync(_stopping.Token);
    }

    /// <summary>The turn to detect goes to another process, which reads on, and comes back.</summary>
    /// <param name="read">The block up to which the other one read.</param>
    /// <param name="hash">Its hash.</param>
    public async Task PassTurnAsync(long read, Hash32 hash)
    {
        await StopAsync();
        await new AnchorCursorStore(_stores.State).SaveAsync(new AnchorCursor(read, hash, []), new StateChange(), default);
        _stopping = new CancellationTokenSource();
        _running = _follower.RunAsync(_stopping.Token);
    }

    /// <summary>Waits until the head is seen at a height.</summary>
    public Task ReadAsync(long head) => UntilAsync(() => Task.FromResult(Head.Number == head));

    /// <summary>Waits until a decision is known, or that there is none.</summary>
    public Task DecidedAsync(Cid? cid) => UntilAsync(async () => await State.FinalizedCidAsync(1, AnchorBlocks.Project, default) == cid);

    /// <summary>Waits for a message.</summary>
    public Task ToldAsync(string part) => UntilAsync(() => Task.FromResult(Messages.Any(message => message.Contains(part, StringComparison.Ordinal))));

    /// <summary>Waits until something is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (!await isSo())
        {
            if (_running.IsFaulted) await _running;
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, patience.Token);
        }
    }

    public void Happened(ProtocolEvent happened)
    {
    }

    public void Reorganised() => Interlocked.Increment(ref _reorganisations);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Rpc.Dispose();
        _endpoints.Dispose();
        _log.Dispose();
        Accounts.Dispose();
        await _stores.DisposeAsync();
    }

    private async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private HttpResponseMessage Answer(string name, JsonNode body)
    {
        lock (_told)
        {
            var hasLogs = body.ToJsonString().Contains("eth_getLogs", StringComparison.Ordinal);
            return Silent.ContainsKey(name) ? ScriptedEndpoints.Text("", System.Net.HttpStatusCode.BadGateway) : ScriptedEndpoints.Json(ScriptedEndpoints.AnswerAll(body, call =>
                Lacks is { } number && Falsifications.Method(call) == "eth_getBlockByNumber" && (string)call["params"]![0]! == Falsifications.Quantity(number) ? ScriptedEndpoints.Result(null) :
                Forgets is { } hash && call.ToJsonString().Contains($"\"blockHash\":\"{hash}\"", StringComparison.Ordinal) ? ScriptedEndpoints.Error(-32000, "header not found") : (hasLogs && ToldWithLogs is { } other ? other : _told[name]).Answer(call)));
        }
    }

    /// <summary>No subscription: it is looked every few milliseconds.</summary>
    private sealed class NoNews : IAnchorNews
    {
        public bool AreLive => false;

        public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => Task.Delay(atMost, TimeProvider.System, cancellationToken);
    }
}

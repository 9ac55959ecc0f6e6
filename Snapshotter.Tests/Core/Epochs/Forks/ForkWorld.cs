using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Snapshotter.Core;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Epochs.Forks;

/// <summary>The node's pipeline over a scripted source chain, told by endpoints that a test may set apart. Starts one after another are those of one node.</summary>
internal sealed class ForkWorld : IAsyncDisposable
{
    public const int Size = 5;
    public const int HeadOffset = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly ScriptedEndpoints _endpoints = new();
    private readonly Dictionary<string, ScriptedBlocks> _told;
    private readonly string[] _names;
    private readonly bool _withAggregates;
    private readonly int _horizon;
    private Start? _start;

    public ForkWorld(bool withAggregates = false, int horizon = 64, params string[] endpoints)
    {
        _withAggregates = withAggregates;
        _horizon = horizon;
        _names = endpoints.Length == 0 ? ["a", "b"] : endpoints;
        _told = _names.ToDictionary(static name => name, static _ => ScriptedBlocks.Genesis);
        foreach (var name in _names) _endpoints.On(name, body => Answer(name, body));
    }

    /// <summary>Endpoints that do not answer.</summary>
    public HashSet<string> Silent { get; } = [];

    public ScriptedBlocks Chain { get; private set; } = ScriptedBlocks.Genesis;

    public PipelineRig Rig => _start!.Rig;

    public HeldProtocol Protocol => _start!.Protocol;

    public RpcClient Rpc => Rig.Services.GetRequiredService<RpcClient>();

    /// <summary>The log messages of all starts.</summary>
    public ConcurrentQueue<string> Messages { get; } = new();

    public IReadOnlyList<string> RequestsTo(string endpoint)
    {
        lock (_told) return [.. _endpoints.Requests.Where(request => request.Endpoint == endpoint).Select(static request => request.Body.ToJsonString())];
    }

    public static Epoch EpochOf(long id) => new(id, 1 + (Size * (id - 1)), Size * id);

    /// <summary>The head at which an epoch is released.</summary>
    public static long HeadOf(long id) => (Size * id) + HeadOffset;

    /// <summary>Endpoints tell another chain from now on; all when none is named.</summary>
    public void Tell(ScriptedBlocks chain, params string[] endpoints)
    {
        lock (_told)
        {
            if (endpoints.Length == 0) Chain = chain;
            foreach (var name in endpoints.Length == 0 ? _names : endpoints) _told[name] = chain;
        }
    }

    /// <summary>Starts the node.</summary>
    /// <param name="decorate">What is put around the state store.</param>
    /// <param name="hold">Epochs whose submission is held back.</param>
    public void Run(Func<IStateStore, IStateStore>? decorate = null, params long[] hold) => _start = new Start(this, decorate, hold);

    /// <summary>Ends the node as a kill would, as far as the store is concerned.</summary>
    public async Task StopAsync()
    {
        if (_start is { } running) await running.DisposeAsync();
        _start = null;
    }

    /// <summary>Waits until an epoch and all before it have ended, but for those whose submission is held back. Epochs are built beside one another, so a later one may end first.</summary>
    public Task EndedAsync(long epochId) => UntilAsync(async () =>
    {
        if (await Rig.State.CurrentEpochAsync(default) is not { } current || current.Epoch.Id < epochId) return false;
        for (var id = 1L; id <= epochId; id++)
        {
            if (!Protocol.Holds(id) && (await Rig.Queue.HasJobsAsync(id, default) || await StateOfAsync(id) == "rebuilding")) return false;
        }

        return true;
    });

    /// <summary>Waits until something is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (!await isSo())
        {
            if (_start!.Running.IsFaulted) await _start.Running;
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, patience.Token);
        }
    }

    public Task HeldAsync(long epochId) => UntilAsync(() => Task.FromResult(Protocol.Waiting.ContainsKey(epochId)));

    /// <summary>The texts of everything that was built in an epoch, by project.</summary>
    public async Task<Dictionary<string, string>> TextsAsync(long epochId)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var built in await Rig.State.BuiltAsync(epochId, default)) texts[built.ProjectId] = Encoding.UTF8.GetString((await Rig.Content.GetAsync(built.Cid, default))!.Value.Span);
        return texts;
    }

    /// <summary>What is noted beside the release of an epoch.</summary>
    public async Task<JsonNode?> NoteAsync(long epochId) =>
        (await Rig.State.EpochReportsAsync(epochId, 1, default)).Single().Transitions.Single(static transition => transition.Stage == Stage.EpochReleased).Extra is { } extra ? JsonNode.Parse(extra) : null;

    public async Task<string?> StateOfAsync(long epochId) => (string?)(await NoteAsync(epochId))?["state"];

    /// <summary>Holds the base snapshots of an epoch against a chain.</summary>
    public async Task ExpectAsync(long epochId, ScriptedBlocks chain)
    {
        var texts = await TextsAsync(epochId);
        for (var i = 0; i < 3; i++) texts[$"type:s{i}:NS"].Should().Be(HashingComputes.TextOf($"s{i}", EpochOf(epochId), chain), $"it is s{i} in epoch {epochId}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _endpoints.Dispose();
        _folder.Dispose();
    }

    private HttpResponseMessage Answer(string name, JsonNode body)
    {
        lock (_told)
        {
            return Silent.Contains(name) ? ScriptedEndpoints.Text("", System.Net.HttpStatusCode.BadGateway) : ScriptedEndpoints.Json(ScriptedEndpoints.AnswerAll(body, _told[name].Answer));
        }
    }

    private sealed class Start : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stopping = new();
        private readonly RpcClient _client;

        public Start(ForkWorld world, Func<IStateStore, IStateStore>? decorate, long[] hold)
        {
            _client = Clients.Create(Clients.Options(world._names), world._endpoints, logger: new KeptMessages(world.Messages));
            Rig = new PipelineRig(world._folder, HashingComputes.Plan(world._withAggregates), change: services =>
            {
                services.AddSingleton(_client);
                services.AddSingleton(new EpochOptions { Size = Size, FirstBlock = 1, HeadOffset = HeadOffset, PollingInterval = TimeSpan.FromMilliseconds(10) });
                services.AddSingleton(new SourceChainOptions { ReorgHorizon = world._horizon });
                services.AddSingleton<IProtocolState>(static provider => new HeldProtocol(ActivatorUtilities.CreateInstance<LocalProtocolState>(provider)));
                services.AddSingleton<ILoggerProvider>(new KeptMessages(world.Messages));
                if (decorate is not null) services.AddSingleton(provider => decorate(provider.GetRequiredService<Snapshotter.Core.Storage.Sqlite.SqliteStateStore>()));
            });
            Protocol = (HeldProtocol)Rig.Services.GetRequiredService<IProtocolState>();
            foreach (var id in hold) Protocol.Hold(id);
            Running = Rig.Services.GetRequiredService<Pipeline>().RunAsync(_stopping.Token);
        }

        public PipelineRig Rig { get; }

        public HeldProtocol Protocol { get; }

        public Task Running { get; }

        public async ValueTask DisposeAsync()
        {
            await _stopping.CancelAsync();
            await Running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Rig.DisposeAsync();
            _client.Dispose();
            _stopping.Dispose();
        }
    }
}

using System.Numerics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Snapshotter.Core;
using Snapshotter.Core.Chain;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Forks;
using Snapshotter.Core.Jobs.Workers;
using Snapshotter.Core.Preloading;
using Snapshotter.Core.Protocol;
using Snapshotter.Core.Protocol.Contract;
using Snapshotter.Core.Protocol.Contract.Events;
using Snapshotter.Core.Protocol.Contract.Following;
using Snapshotter.Core.Protocol.Contract.Views;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Ethereum.Timing;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Protocol.Contract.Following;

/// <summary>One host that releases what a contract announces, over a scripted source chain. Its turn may come more than once.</summary>
internal sealed class AnnouncedWorld : IAsyncDisposable
{
    private static readonly AbiFunction CurrentView = AbiFunction.Parse("currentEpoch() view returns (uint256 begin, uint256 end, uint256 epochId)");
    private static readonly AbiFunction InfoView = AbiFunction.Parse("epochInfo(uint256 epochId) view returns (uint256 timestamp, uint256 blocknumber, uint256 epochEnd)");
    private static readonly AbiFunction SizeView = AbiFunction.Parse("EPOCH_SIZE() view returns (uint8)");

    private readonly ScriptedEndpoints _endpoints = new();
    private readonly SqliteStores _stores = new();
    private readonly SigningGate _gate = new();
    private readonly AnchorHead _head = new();
    private readonly SortedDictionary<long, Epoch> _contract = [];
    private readonly RpcClient _source;
    private readonly AnchorRpc _anchor;
    private CancellationTokenSource? _stopping;
    private Task _running = Task.CompletedTask;

    public AnnouncedWorld(long sourceHead)
    {
        Chain = ScriptedBlocks.Genesis.UpTo(sourceHead);
        _endpoints.OnCalls("source", call => Chain.Answer(call)).OnCalls("anchor", View);
        _source = Clients.Create(Clients.Options("source"), _endpoints);
        _anchor = new AnchorRpc(Clients.Create(Clients.Options("anchor"), _endpoints));
        var options = new EpochOptions { PollingInterval = TimeSpan.FromMilliseconds(10) };
        var (tracker, progress) = (new EpochTracker(_stores.Queue), new PipelineProgress(new SteadyTime(TimeProvider.System)));
        var reader = new SourceChainReader(_source, State, new SourceChainOptions(), DelegatedWork.Default, TimeProvider.System);
        var (open, history) = (new OpenEpochs(reader), new SourceHistoryStore(State, new SourceChainOptions(), options));
        var forked = new ForkedEpochs(State, history, _gate, open, tracker, TimeProvider.System);
        var forks = new SourceForks(new ForkSurvey(_source), history, forked, reader, new SourceChainOptions(), NullLogger<SourceForks>.Instance);
        var release = new EpochRelease(new LocalProtocolOptions(), reader, history, forks, open, State, tracker, progress, TimeProvider.System);
        var room = new EpochRoom(options, new LiveHosts(new RoleOptions()), tracker);
        var contract = new V1Contract(AnchorBlocks.Contract);
        Epochs = new AnnouncedEpochs(
            options, new AnnouncedRelease(release, reader, State), room, reader, open, contract, new ContractViews(_anchor, contract, _head, TimeProvider.System), new AnchorCursorStore(State), State, tracker,
            progress, TimeProvider.System, NullLogger<AnnouncedEpochs>.Instance);
    }

    public AnnouncedEpochs Epochs { get; }

    public IStateStore State => _stores.State;

    /// <summary>The source chain.</summary>
    public ScriptedBlocks Chain { get; }

    /// <summary>How many blocks the contract says that epochs have.</summary>
    public long EpochSize { get; init; } = 10;

    /// <summary>The contract releases epochs, of which nobody tells.</summary>
    public void Contract(params Epoch[] epochs)
    {
        lock (_contract)
        {
            foreach (var epoch in epochs) _contract[epoch.Id] = epoch;
        }

        _head.Saw((_head.Number ?? 0) + 1);
    }

    /// <summary>The contract releases an epoch, and an event tells of it.</summary>
    public void Announce(Epoch epoch)
    {
        Contract(epoch);
        Epochs.Happened(ReleaseOf(epoch));
    }

    public static ProtocolEvent ReleaseOf(Epoch epoch) => new ProtocolEvent.EpochReleased(epoch, 1_700_000_000 + epoch.Id, 500 + epoch.Id);

    /// <summary>This host gets the turn.</summary>
    public void Begin()
    {
        _stopping = new CancellationTokenSource();
        _running = Epochs.RunAsync(_stopping.Token);
    }

    /// <summary>This host loses the turn.</summary>
    public async Task EndAsync()
    {
        if (_stopping is null) return;
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _stopping = null;
    }

    /// <summary>Waits until an epoch is released with the blocks that the source chain has.</summary>
    public async Task<ReleasedEpoch> ReleasedAsync(long epochId)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (true)
        {
            if (await State.EpochAsync(epochId, default) is { } released && released.EndHash == Chain.HashOf(released.Epoch.End)) return released;
            if (_running.IsCompleted) await _running;
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Epochs.Dispose();
        _source.Dispose();
        _anchor.Dispose();
        _endpoints.Dispose();
        _gate.Dispose();
        await _stores.DisposeAsync();
    }

    private JsonObject View(JsonNode call)
    {
        var data = Hex.Decode((string)call["params"]![0]!["data"]!);
        lock (_contract) return ScriptedEndpoints.Result(Hex.Prefixed(ResultOf(data)));
    }

    private byte[] ResultOf(byte[] data)
    {
        var selector = data.AsSpan(0, 4);
        if (selector.SequenceEqual(SizeView.Selector.ToBytes())) return SizeView.EncodeResult([EpochSize]);
        if (selector.SequenceEqual(CurrentView.Selector.ToBytes())) return CurrentView.EncodeResult(_contract.Values.LastOrDefault() is { } current ? [current.Begin, current.End, current.Id] : [0, 0, 0]);
        var id = (long)InfoView.DecodeCall(data).Get<BigInteger>("epochId");
        return InfoView.EncodeResult(_contract.TryGetValue(id, out var epoch) ? [1_700_000_000 + id, 500 + id, epoch.End] : [0, 0, 0]);
    }
}

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
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Submission.Signing;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.Abi;
using Snapshotter.Ethereum.JsonRpc;
using Snapshotter.Ethereum.Keys;
using Snapshotter.Ethereum.Primitives;
using Snapshotter.Tests.Core.Epochs.Forks;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;
using static Snapshotter.Tests.Core.Chain.Falsifications;

namespace Snapshotter.Tests.Core.Submission.Outbox;

/// <summary>The transaction of a submission for epoch 1 came into a block after the window, and was accounted as missed. The window's last block is 20, and the chain is at 25.</summary>
public sealed class SubmissionRecountTests : IAsyncDisposable
{
    private const string Project = "type:a:NS";
    private const int Window = 10;
    private const long LastBlock = 20;
    private const string Reason = "too late";
    private static readonly Cid Own = Make.Cid("own");
    private static readonly AbiFunction WindowView = AbiFunction.Parse("snapshotSubmissionWindow() view returns (uint256)");
    private static readonly AbiFunction ReceivedView = AbiFunction.Parse("snapshotsReceived(string projectId, uint256 epochId, address account) view returns (bool)");

    private readonly SqliteStores _stores = new();
    private readonly ScriptedEndpoints _endpoints = new();
    private readonly ConcurrentQueue<string> _messages = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly AccountGate _accounts = new();
    private readonly PrivateKey _key = PrivateKey.Generate();
    private readonly RpcClient _rpc;
    private readonly ILoggerFactory _log;
    private readonly SubmissionRecount _recount;
    private readonly Task _running;

    /// <summary>The block that holds the transaction now.</summary>
    private long _block = LastBlock + 3;

    private int _failures;

    public SubmissionRecountTests()
    {
        _endpoints.On("a", body => ScriptedEndpoints.Json(ScriptedEndpoints.AnswerAll(body, Answer)));
        _rpc = Clients.Create(Clients.Options("a"), _endpoints);
        _log = LoggerFactory.Create(logging => logging.AddProvider(new KeptMessages(_messages)));
        var (anchor, contract, head, time) = (new AnchorRpc(_rpc), new V1Contract(Address.Parse("0x00000000000000000000000000000000000000c0")), new AnchorHead(), TimeProvider.System);
        var windows = new SubmissionWindows(_stores.State, contract, new ContractViews(anchor, contract, head, time), anchor, head, time);
        _recount = new SubmissionRecount(
            _stores.State, windows, new SubmissionSigner(_key, SubmissionForm.V1, 0, contract, anchor), _accounts, new ProtocolOptions { RetryDelay = TimeSpan.FromMilliseconds(1) }, time,
            _log.CreateLogger<SubmissionRecount>());
        _running = _recount.RunAsync(_stopping.Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_reorganisation_put_into_the_window_counts(bool isDecided)
    {
        await MissAsync(isDecided ? Own : null);
        _block = LastBlock;
        if (isDecided) _recount.Happened(new ProtocolEvent.SnapshotFinalized(1, Project, Own));
        else _recount.Reorganised();
        await UntilAsync(async () => (await _stores.State.EpochOutboxAsync(1, default))[0].State == OutboxState.Delivered);

        (await SentAsync()).Error.Should().BeNull();
        (await AccountAsync()).Outcome.Should().Be(isDecided ? SubmissionOutcome.Successful : SubmissionOutcome.Missed, "an account is settled by the decision");
    }

    [Fact]
    public async Task What_is_still_in_a_later_block_stays_missed_and_is_asked_for_once_for_a_decision()
    {
        await MissAsync(Own);
        _recount.Happened(new ProtocolEvent.SnapshotFinalized(1, Project, Own));
        await UntilAsync(() => Task.FromResult(Asked == 1));
        _recount.Happened(new ProtocolEvent.SnapshotFinalized(1, Project, Own));
        await UntilAsync(() => Task.FromResult(Asked == 2));

        (await _stores.State.EpochOutboxAsync(1, default))[0].State.Should().Be(OutboxState.Failed);
        (await AccountAsync()).Should().Be(new SubmissionReport(1, Project, SubmissionOutcome.Missed, Own, Own, Reason));
    }

    [Fact]
    public async Task Where_it_cannot_be_told_it_is_asked_again()
    {
        await MissAsync(Own);
        _block = LastBlock;
        _failures = 1;
        _recount.Happened(new ProtocolEvent.SnapshotFinalized(1, Project, Own));
        await UntilAsync(async () => (await _stores.State.EpochOutboxAsync(1, default))[0].State == OutboxState.Delivered);

        _messages.Should().ContainSingle(static message => message.StartsWith("1758 ", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _recount.Dispose();
        _rpc.Dispose();
        _endpoints.Dispose();
        _stopping.Dispose();
        _log.Dispose();
        _accounts.Dispose();
        _key.Dispose();
        await _stores.DisposeAsync();
    }

    /// <summary>How often it was asked whether the contract has received the submission.</summary>
    private int Asked => _endpoints.Requests.Count(static request => request.Body.ToJsonString().Contains(Hex.Prefixed(ReceivedView.Selector.ToBytes()), StringComparison.Ordinal));

    private async Task MissAsync(Cid? decided) => await _stores.State.CommitAsync(new StateChange
    {
        Released = [Make.Released(1) with { AnchorBlock = LastBlock - Window }],
        Built = [new BuiltSnapshot(1, Project, Own)],
        Outbox = [new OutboxEntry(1, Project, Own) { State = OutboxState.Failed, Deadline = 30, Signature = new byte[65], Transactions = [0xc0] }],
        Finalized = decided is { } cid ? [new FinalizedSnapshot(1, Project, cid)] : [],
        Transitions = [Make.Transition(1, Project, Stage.RelayerSend, Reason)],
        Reports = [new SubmissionReport(1, Project, SubmissionOutcome.Missed, Own, decided, Reason)],
    }, default);

    private async Task<Transition> SentAsync() => (await _stores.State.EpochReportsAsync(1, 1, default)).SelectMany(static report => report.Transitions).Single(static one => one.Stage == Stage.RelayerSend);

    private async Task<SubmissionReport> AccountAsync() => (await _stores.State.SubmissionReportsAsync(Project, 10, default)).Single();

    private JsonObject Answer(JsonNode call)
    {
        if (Method(call) == "eth_blockNumber") return ScriptedEndpoints.Result(Quantity(LastBlock + 5));
        var selector = Hex.Decode((string)call["params"]![0]!["data"]!).AsSpan(0, 4);
        if (selector.SequenceEqual(WindowView.Selector.ToBytes())) return ScriptedEndpoints.Result(Hex.Prefixed(WindowView.EncodeResult([Window])));
        if (Interlocked.Decrement(ref _failures) >= 0) return ScriptedEndpoints.Error(3, "execution reverted");
        return ScriptedEndpoints.Result(Hex.Prefixed(ReceivedView.EncodeResult([Number(call["params"]![1]!) >= Volatile.Read(ref _block)])));
    }

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(Patience.Long);
        while (!await isSo())
        {
            if (_running.IsFaulted) await _running;
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System, patience.Token);
        }
    }
}

using System.Diagnostics;
using Snapshotter.Benchmarks.EndToEnd.Latency;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Ethereum.JsonRpc;

namespace Snapshotter.Tests.Benchmarks.Latency;

public sealed class LatencyWatchTests
{
    private static readonly OutboxEntry Entry = new(1, "a", Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy"));

    [Fact]
    public void The_stages_of_an_epoch_are_told_in_their_order_whatever_the_node_did_before_and_after()
    {
        var watch = new LatencyWatch();
        Ask(watch, LatencyWatch.Anchor, "eth_getLogs");
        watch.Begin();
        var from = Stopwatch.GetTimestamp();

        Ask(watch, LatencyWatch.Anchor, "eth_getLogs");
        Ask(watch, LatencyWatch.Source, "eth_getLogs");
        watch.OnCommitted(new StateChange { Released = [new ReleasedEpoch(new Epoch(1, 1, 10), default, 0, 1, 0)] });
        watch.OnJobStarted();
        watch.OnCommitted(new StateChange { Transitions = [new Transition(1, Stage.SnapshotBuild, "a", null, null, 0)] });
        watch.OnCommitted(new StateChange { Outbox = [Entry] });
        watch.OnCommitted(new StateChange { Outbox = [Entry with { State = OutboxState.Signed }] });
        Ask(watch, LatencyWatch.Anchor, "eth_estimateGas");
        watch.OnCommitted(new StateChange { Outbox = [Entry with { State = OutboxState.Signed, Transactions = [1] }] });
        Ask(watch, LatencyWatch.Anchor, "eth_sendRawTransaction");
        watch.OnJobStarted();
        Ask(watch, LatencyWatch.Anchor, "eth_getLogs");
        watch.OnCommitted(new StateChange { Outbox = [Entry with { State = OutboxState.Delivered }] });
        var epoch = watch.Take(from);

        epoch.AnchorRequests.Should().Be(4);
        Enum.GetValues<LatencyStage>().Select(stage => epoch.At[stage]).Should().BeInAscendingOrder();
        Enum.GetValues<LatencyStage>().Aggregate(TimeSpan.Zero, (sum, stage) => sum + epoch.Of(stage)).Should().Be(epoch.At[LatencyStage.Sent], "the parts make the whole");
    }

    private static void Ask(LatencyWatch watch, string endpoint, string method) =>
        watch.OnHttpRequest(new RpcRequestInfo(endpoint, "test", null, new Dictionary<string, int> { [method] = 1 }, TimeSpan.Zero, 0, 0, RpcOutcome.Answered));
}

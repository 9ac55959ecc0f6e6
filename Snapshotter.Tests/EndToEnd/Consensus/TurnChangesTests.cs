using System.Collections.Concurrent;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;

namespace Snapshotter.Tests.EndToEnd.Consensus;

/// <summary>What a node writes while it takes part in consensus, held against who may write it.</summary>
public sealed class TurnChangesTests
{
    [Fact]
    public async Task What_only_the_host_that_detects_may_write_says_so()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync();
        var changes = new ConcurrentQueue<StateChange>();
        node.State.Committed += changes.Enqueue;
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);

        var own = changes.ToLookup(KindOf);
        own.Select(static kind => kind.Key).Should().Contain(["a release", "the cursor", "a submission under way"]);
        own.Where(static kind => kind.Key != "else").SelectMany(static kind => kind).Should().OnlyContain(static change => change.IsOfTurn);
        own["else"].Should().OnlyContain(static change => !change.IsOfTurn, "workers on other hosts write that");
    }

    private static string KindOf(StateChange change) =>
        change.Outbox.Any(static entry => entry.State != OutboxState.Queued) ? "a submission under way"
        : change.Released.Count > 0 ? "a release"
        : change.Facts.Any(static fact => fact.Key == "anchor:cursor") ? "the cursor"
        : change.Facts.Any(static fact => fact.Key == "source:history") ? "the history"
        : "else";
}

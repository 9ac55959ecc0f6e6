using Microsoft.Extensions.DependencyInjection;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission;
using Snapshotter.Core.Submission.Direct;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.EndToEnd.Consensus;

public sealed class DirectSubmissionTests
{
    [Fact]
    public async Task Submissions_that_no_block_takes_are_sent_anew_with_higher_fees_and_count_once()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync(new() { ["Transactions:StuckAfter"] = "00:00:00.100" });
        await bench.Anvil.AskAsync("evm_setAutomine", false);
        await bench.Protocol.ReleaseAsync(1);

        await node.UntilAsync(async () => (await node.State.OutboxAsync(100, default)).Any(static entry => OutboxJournal.Read(entry.Transactions).Count > 1) ? "replaced" : null);
        await bench.Anvil.MineAsync();
        await bench.Anvil.MineAsync();

        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(node.ProjectIds.Count);
    }

    [Fact]
    public async Task A_failure_that_nobody_foresaw_leaves_no_submission_until_the_next_start()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = new AnchoredNode(
            bench.Folder, bench.Source, bench.Anvil.Url, bench.Protocol, AnchoredNode.HexOf(bench.Own),
            change: static services =>
            {
                var direct = services.Last(static service => service.ServiceType == typeof(ISubmitter)).ImplementationFactory!;
                services.AddSingleton<ISubmitter>(provider => new FlawedSubmitter((ISubmitter)direct(provider)));
            });
        await node.UntilAsync(async () => await node.State.FactAsync("anchor:cursor", default));
        await bench.Protocol.ReleaseAsync(1);

        await bench.SubmittedOnceAsync(node);
    }

    [Theory]
    [InlineData(1, "before the transactions are signed")]
    [InlineData(2, "before they are sent")]
    [InlineData(3, "before it is noted that they were taken")]
    public async Task A_node_that_dies_while_it_submits_submits_once(int commit, string when)
    {
        await using var bench = await ConsensusBench.StartAsync();
        var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var node = new AnchoredNode(
            bench.Folder, bench.Source, bench.Anvil.Url, bench.Protocol, AnchoredNode.HexOf(bench.Own),
            change: services => services.AddSingleton<IStateStore>(provider => new MortalState(provider.GetRequiredService<Snapshotter.Core.Storage.Sqlite.SqliteStateStore>(), commit, died))))
        {
            await node.UntilAsync(async () => await node.State.FactAsync("anchor:cursor", default));
            await bench.Protocol.ReleaseAsync(1);
            await died.Task.WaitAsync(Patience.Long);
        }

        await using var again = bench.Start();
        (await again.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null, when);
        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(again.ProjectIds.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Submissions_that_a_reorganisation_dropped_are_in_the_chain_again_while_the_window_is_open_and_once(bool hears)
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync(hears: hears);
        await bench.Protocol.ReleaseAsync(1);
        (await node.OutcomesAsync(1, Stage.RelayerSend)).Values.Should().AllBeEquivalentTo((string?)null);
        await bench.Anvil.ReorganiseAsync(await bench.BlocksSinceReleaseAsync(node));

        await bench.SubmittedOnceAsync(node);
    }

    [Fact]
    public async Task Submissions_that_a_reorganisation_dropped_while_the_node_was_down_are_sent_again_at_its_start()
    {
        await using var bench = await ConsensusBench.StartAsync();
        int depth;
        await using (var node = await bench.StartedAsync())
        {
            await bench.Protocol.ReleaseAsync(1);
            await node.OutcomesAsync(1, Stage.RelayerSend);
            depth = await bench.BlocksSinceReleaseAsync(node);
        }

        await bench.Anvil.ReorganiseAsync(depth);
        await using var again = bench.Start();
        await bench.SubmittedOnceAsync(again);
    }

    [Fact]
    public async Task Submissions_that_were_dropped_together_with_their_epochs_release_come_after_it_is_released_again()
    {
        await using var bench = await ConsensusBench.StartAsync();
        await using var node = await bench.StartedAsync();
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);
        await bench.Anvil.ReorganiseAsync(await bench.BlocksSinceReleaseAsync(node) + 1);
        await bench.Protocol.ReleaseAsync(1);

        await bench.SubmittedOnceAsync(node);
    }

    [Fact]
    public async Task What_a_reorganisation_dropped_after_the_window_had_closed_is_not_sent_again()
    {
        await using var bench = await ConsensusBench.StartAsync(window: 40);
        await using var node = await bench.StartedAsync();
        await bench.Protocol.ReleaseAsync(1);
        await node.OutcomesAsync(1, Stage.RelayerSend);
        var depth = await bench.BlocksSinceReleaseAsync(node);
        for (var block = 0; block < 40; block++) await bench.Anvil.MineAsync();
        await bench.Anvil.ReorganiseAsync(depth + 40);
        // An event that comes after the reorganisation shows that the node has noticed it.
        await bench.Protocol.ReleaseAsync(2);
        await node.OutcomesAsync(2, Stage.RelayerSend);

        (await bench.Protocol.SubmissionsOfAsync(bench.Own.Address)).Should().Be(node.ProjectIds.Count, "only those of the second epoch are there");
    }

    /// <summary>A state store whose process dies while it writes to the outbox: what it was told is written, and nothing goes on.</summary>
    private sealed class MortalState(IStateStore inner, int lastCommit, TaskCompletionSource died) : DelegatingState(inner)
    {
        private int _commits;

        public override async ValueTask<bool> CommitAsync(StateChange change, CancellationToken cancellationToken)
        {
            var isOutbox = change.Outbox.Count > 0 && change.Outbox.All(static entry => entry.State != OutboxState.Queued);
            if (died.Task.IsCompleted) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            if (!isOutbox || Interlocked.Increment(ref _commits) < lastCommit) return await base.CommitAsync(change, cancellationToken);

            // The last one is lost when it would have told the outcome.
            if (change.Outbox.All(static entry => entry.State == OutboxState.Signed)) await base.CommitAsync(change, cancellationToken);
            died.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return false;
        }
    }

    /// <summary>Fails at first, before anything is sent.</summary>
    private sealed class FlawedSubmitter(ISubmitter inner) : ISubmitter
    {
        private const int Failures = 3;

        private int _calls;

        public Task<IReadOnlyList<Delivery>> DeliverAsync(IReadOnlyList<OutboxEntry> entries, CancellationToken windowClosed, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _calls) <= Failures ? throw new InvalidOperationException("a fault") : inner.DeliverAsync(entries, windowClosed, cancellationToken);
    }
}

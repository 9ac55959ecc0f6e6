using Snapshotter.Core.Aggregation;
using Snapshotter.Core.Epochs.Forks;
using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Submission.Outbox;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>What reorganisations of the anchor chain and of the source chain take back, in every state store.</summary>
public abstract class ReorganisationContract
{
    private static readonly Cid First = Cid.Parse("bafkreia2sr66wqz6shh7vnarzmzpsovrv2niglblzcxsvqsitbpm2q3h2e");
    private static readonly Cid Second = Cid.Parse("bafkreihwyondy4kizuhvw2zzhzbueoeu725mxg57jsgwpaizummptvtjzy");

    private protected abstract IStores Open();

    [Fact]
    public async Task A_decision_that_is_taken_back_leaves_nothing_and_another_can_follow()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Decided(First, SubmissionOutcome.Incorrect), default);
        await stores.State.CommitAsync(new StateChange { Reverted = [new FinalizedSnapshot(1, "a", First)] }, default);

        (await stores.State.FinalizedCidAsync(1, "a", default)).Should().BeNull();
        (await stores.State.SubmissionReportsAsync("a", 10, default)).Should().BeEmpty();
        (await stores.State.SubmissionTotalsAsync(default)).Single().Incorrect.Should().Be(0);
        (await stores.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Should().BeEmpty();

        await stores.State.CommitAsync(Decided(Second, SubmissionOutcome.Successful), default);
        (await stores.State.FinalizedCidAsync(1, "a", default)).Should().Be(Second);
        (await stores.State.SubmissionTotalsAsync(default)).Single().Successful.Should().Be(1);
    }

    [Fact]
    public async Task A_decision_that_is_not_the_known_one_is_not_taken_back()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Decided(First, SubmissionOutcome.Incorrect), default);
        await stores.State.CommitAsync(new StateChange { Reverted = [new FinalizedSnapshot(1, "a", Second)] }, default);
        (await stores.State.FinalizedCidAsync(1, "a", default)).Should().Be(First);
    }

    [Fact]
    public async Task A_withdrawn_epoch_is_gone_with_its_jobs_and_counts_and_can_be_released_anew()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Decided(First, SubmissionOutcome.Missed), default);
        await stores.State.CommitAsync(new StateChange
        {
            Released = [Make.Released(2)],
            Built = [new BuiltSnapshot(1, "a", First)],
            Outbox = [new OutboxEntry(1, "a", First)],
            Enqueued = [new NewJob("build", 1, "k", []), new NewJob("build", 2, "k", [])],
        }, default);

        await stores.State.CommitAsync(new StateChange { Withdrawn = [1], Released = [Make.Released(1) with { AnchorBlock = 77 }] }, default);

        (await stores.State.EpochAsync(1, default))!.AnchorBlock.Should().Be(77);
        (await stores.State.EpochAsync(2, default)).Should().NotBeNull();
        (await stores.State.BuiltAsync(1, default)).Should().BeEmpty();
        (await stores.State.OutboxAsync(10, default)).Should().BeEmpty();
        (await stores.State.SubmissionTotalsAsync(default)).Single().Missed.Should().Be(0);
        (await stores.Queue.PendingByEpochAsync(default)).Keys.Should().Equal(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Jobs_that_were_given_up_go_with_an_epoch_that_is_withdrawn_or_rebuilt(bool isWithdrawn)
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange
        {
            Released = [Make.Released(1), Make.Released(12)],
            Enqueued = [Make.Job(1, "k"), Make.Job(1, "l"), Make.Job(12, "k")],
        }, default);
        foreach (var job in await stores.Queue.LeaseAsync(3, TimeSpan.FromMinutes(1), default))
        {
            if (job.Key == "k") await stores.Queue.BuryAsync(job, "of another fork", new StateChange(), default);
        }

        await stores.State.CommitAsync(isWithdrawn ? new StateChange { Withdrawn = [1] } : new StateChange { Forked = [Forked(1)] }, default);

        (await stores.Queue.DeadAsync(10, default)).Single().Job.EpochId.Should().Be(12);
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 0, 1));
    }

    [Fact]
    public async Task An_epoch_in_another_anchor_block_stays_what_it_was()
    {
        await using var stores = Open();
        var released = Make.Released(1);
        await stores.State.CommitAsync(new StateChange { Released = [released] }, default);
        var moved = released with { AnchorBlock = 78, Timestamp = 5 };
        await stores.State.CommitAsync(new StateChange { Reanchored = [moved, Make.Released(9)] }, default);
        (await stores.State.EpochAsync(1, default)).Should().Be(moved);
        (await stores.State.EpochAsync(9, default)).Should().BeNull();
    }

    [Fact]
    public async Task An_epoch_to_be_rebuilt_loses_what_was_built_and_keeps_what_was_decided_and_its_release()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Unsubmitted(), default);
        await stores.State.CommitAsync(new StateChange
        {
            Finalized = [new FinalizedSnapshot(1, "b", Second)],
            Transitions = [new Transition(1, Stage.SnapshotFinalize, "b", null, null, 1)],
            Reports = [new SubmissionReport(1, "b", SubmissionOutcome.OnlyFinalized, null, Second, "")],
        }, default);

        var note = new Transition(1, Stage.EpochReleased, "", null, """{"state":"rebuilding"}""", 9);
        (await stores.State.CommitAsync(new StateChange { Forked = [Forked(1)], Transitions = [note] }, default)).Should().BeTrue();

        var left = (await stores.State.EpochReportsAsync(1, 1, default)).Single();
        left.Epoch.Should().Be(Make.Released(1) with { EndHash = default });
        left.Transitions.Select(static transition => (transition.Stage, transition.Subject)).Should().Equal((Stage.EpochReleased, ""), (Stage.SnapshotFinalize, "b"));
        (await stores.State.BuiltAsync(1, default)).Should().BeEmpty();
        (await stores.State.OutboxAsync(10, default)).Should().BeEmpty();
        (await stores.State.SubmissionReportsAsync("a", 10, default)).Should().BeEmpty();
        (await stores.State.SubmissionTotalsAsync(default)).Single(static total => total.ProjectId == "a").Missed.Should().Be(0);
        (await stores.State.FinalizedCidAsync(1, "b", default)).Should().Be(Second);
        (await stores.State.SubmissionReportsAsync("b", 10, default)).Single().Outcome.Should().Be(SubmissionOutcome.OnlyFinalized);
        (await stores.State.HistoryAsync("a", 1, 9, default)).Should().Equal(new HistoryEntry(8, null));
        (await stores.Queue.PendingByEpochAsync(default)).Keys.Should().Equal(2);
    }

    [Fact]
    public async Task An_epoch_that_was_rebuilt_takes_the_hash_and_the_time_of_its_second_release_and_no_third()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Unsubmitted(), default);
        await stores.State.CommitAsync(new StateChange { Forked = [Forked(1)] }, default);
        var again = Make.Released(1) with { EndHash = Make.Released(77).EndHash, Timestamp = 5 };
        await stores.State.CommitAsync(new StateChange { Released = [again with { AnchorBlock = 3, ReleasedAt = 4 }], Enqueued = [new NewJob("build", 1, "k", [])] }, default);
        await stores.State.CommitAsync(new StateChange { Released = [again with { EndHash = Make.Released(78).EndHash }] }, default);

        (await stores.State.EpochAsync(1, default)).Should().Be(again);
        (await stores.Queue.PendingByEpochAsync(default)).Keys.Should().BeEquivalentTo([1L, 2L]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_of_a_change_is_written_when_an_epoch_that_it_rebuilds_was_submitted(bool isSigned)
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Unsubmitted(), default);
        (await stores.State.IsSubmittedAsync(1, default)).Should().BeFalse();
        await stores.State.CommitAsync(isSigned
            ? new StateChange { Outbox = [new OutboxEntry(1, "a", First) { State = OutboxState.Signed, Signature = [1] }] }
            : new StateChange { Transitions = [new Transition(1, Stage.RelayerSend, "a", null, null, 1)] }, default);
        (await stores.State.IsSubmittedAsync(1, default)).Should().BeTrue();

        var change = new StateChange { Forked = [Forked(2), Forked(1)], Facts = [KeyValuePair.Create("fact", (byte[])[1])] };
        (await stores.State.CommitAsync(change, default)).Should().BeFalse();
        (await stores.State.FactAsync("fact", default)).Should().BeNull();
        (await stores.State.BuiltAsync(1, default)).Should().ContainSingle();
        (await stores.Queue.PendingByEpochAsync(default)).Keys.Should().BeEquivalentTo([1L, 2L]);

        (await stores.State.CommitAsync(change with { Forked = [Forked(1) with { IsRebuilt = false }] }, default)).Should().BeTrue();
        (await stores.State.EpochAsync(1, default)).Should().Be(Make.Released(1), "an epoch that is only marked stays as it is");
    }

    [Fact]
    public async Task A_job_of_an_epoch_that_is_rebuilt_writes_nothing_any_more()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(Unsubmitted(), default);
        var jobs = await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default);
        await stores.State.CommitAsync(new StateChange { Forked = [Forked(1)] }, default);
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)], Enqueued = [new NewJob("build", 1, "k", [])] }, default);

        (await stores.State.CommitAsync(new StateChange { Built = [new BuiltSnapshot(1, "a", First)] }.Completing(jobs.Single()), default)).Should().BeFalse();
        (await stores.State.BuiltAsync(1, default)).Should().BeEmpty();
        (await stores.Queue.HasJobsAsync(1, default)).Should().BeTrue();
    }

    private static ForkedEpoch Forked(long epochId) => new(epochId, Make.Released(epochId).EndHash, Make.Released(77).EndHash, IsRebuilt: true);

    /// <summary>Two epochs in work; of the first, something was built and waits to be signed, and something failed.</summary>
    private static StateChange Unsubmitted() => new()
    {
        Released = [Make.Released(1), Make.Released(2)],
        Projects = ["a", "b"],
        Transitions = [new Transition(1, Stage.SnapshotBuild, "a", null, null, 1), new Transition(1, Stage.SnapshotSubmitPayloadCommit, "a", null, null, 1), new Transition(1, Stage.RelayerSend, "a", "refused", null, 1)],
        Built = [new BuiltSnapshot(1, "a", First)],
        Outbox = [new OutboxEntry(1, "a", First)],
        Reports = [new SubmissionReport(1, "a", SubmissionOutcome.Missed, First, null, "refused")],
        Undecided = [new UndecidedEpoch(7, "a") { LearntIn = 1 }, new UndecidedEpoch(8, "a") { LearntIn = 2 }],
        Enqueued = [new NewJob("build", 1, "k", []), new NewJob("build", 2, "k", [])],
    };

    private static StateChange Decided(Cid cid, SubmissionOutcome outcome) => new()
    {
        Released = [Make.Released(1)],
        Projects = ["a"],
        Finalized = [new FinalizedSnapshot(1, "a", cid)],
        Transitions = [new Transition(1, Stage.SnapshotFinalize, "a", null, null, 1)],
        Reports = [new SubmissionReport(1, "a", outcome, First, cid, "")],
    };
}

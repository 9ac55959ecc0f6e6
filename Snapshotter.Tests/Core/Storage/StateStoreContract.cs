using Snapshotter.Core.Finalization;
using Snapshotter.Core.Snapshots;
using Snapshotter.Core.Storage;
using Snapshotter.Core.Telemetry;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Storage;

/// <summary>What every state store does with a change: all or nothing, once, and for good.</summary>
public abstract class StateStoreContract
{
    private protected abstract IStores Open();

    [Fact]
    public async Task Everything_of_a_change_is_read_back_after_reopening()
    {
        await using var stores = Open();
        var change = Whole();
        (await stores.State.CommitAsync(change, default)).Should().BeTrue();
        await ShouldHoldAsync(stores.State, change);
        await stores.ReopenAsync();
        await ShouldHoldAsync(stores.State, change);
        (await stores.Queue.PendingByEpochAsync(default)).Should().Equal(new Dictionary<long, int> { [7] = 1 });
    }

    [Fact]
    public async Task Writing_a_change_twice_equals_writing_it_once()
    {
        await using var stores = Open();
        var change = Whole();
        await stores.State.CommitAsync(change, default);
        await stores.State.CommitAsync(change, default);
        await ShouldHoldAsync(stores.State, change);
        (await stores.Queue.DepthAsync(default)).Waiting.Should().Be(1);
    }

    [Fact]
    public async Task A_change_with_a_part_that_cannot_be_written_writes_nothing()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(6)], Enqueued = [Make.Job(6)] }, default);
        var job = (await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
        var whole = Whole();
        var poisoned = new StateChange
        {
            Released = whole.Released,
            Transitions = whole.Transitions,
            Built = whole.Built,
            Finalized = whole.Finalized,
            Reports = whole.Reports,
            Projects = whole.Projects,
            Facts = [.. whole.Facts, KeyValuePair.Create("poison", (byte[])null!)],
            Enqueued = whole.Enqueued,
        };

        var commit = async () => await stores.State.CommitAsync(poisoned.Completing(job), default);
        await commit.Should().ThrowAsync<StorageException>();

        (await stores.State.CurrentEpochAsync(default))!.Epoch.Id.Should().Be(6);
        (await stores.State.EpochReportsAsync(7, 1, default)).Should().BeEmpty();
        (await stores.State.BuiltCidsAsync(7, [Make.Project], default)).Should().Equal([null]);
        (await stores.State.FinalizedCidAsync(7, Make.Project, default)).Should().BeNull();
        (await stores.State.SubmissionReportsAsync(Make.Project, 10, default)).Should().BeEmpty();
        (await stores.State.SubmissionTotalsAsync(default)).Should().BeEmpty();
        (await stores.State.FactAsync("token", default)).Should().BeNull();
        (await stores.Queue.PendingByEpochAsync(default)).Should().Equal(new Dictionary<long, int> { [6] = 1 });

        // The same job, healed, goes through: nothing of the failure is left in the way.
        (await stores.State.CommitAsync(whole.Completing(job), default)).Should().BeTrue();
        await ShouldHoldAsync(stores.State, whole);
    }

    [Fact]
    public async Task The_change_of_a_job_that_another_delivery_completed_is_ignored()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1)] }, default);
        var first = (await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
        stores.Time.Advance(TimeSpan.FromMinutes(2));
        var second = (await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();

        (await stores.State.CommitAsync(Built("first").Completing(first), default)).Should().BeTrue();
        (await stores.State.CommitAsync(Built("second").Completing(second), default)).Should().BeFalse();
        (await stores.State.BuiltCidsAsync(1, [Make.Project], default)).Should().Equal([Make.Cid("first")]);

        static StateChange Built(string content) => new() { Built = [new BuiltSnapshot(1, Make.Project, Make.Cid(content))], Enqueued = [Make.Job(1, content, "submit")] };
    }

    [Fact]
    public async Task What_is_final_never_changes()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(3, Make.Project, Make.Cid("first"))] }, default);
        await stores.State.CommitAsync(new StateChange { Finalized = [new FinalizedSnapshot(3, Make.Project, Make.Cid("second"))] }, default);
        await stores.State.CommitAsync(new StateChange { Reports = [Make.Report(3, SubmissionOutcome.Incorrect)] }, default);
        (await stores.State.FinalizedCidAsync(3, Make.Project, default)).Should().Be(Make.Cid("first"));
    }

    [Fact]
    public async Task What_was_decided_on_projects_in_an_epoch_is_told_in_their_order()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Undecided = [new UndecidedEpoch(3, Make.Project), new UndecidedEpoch(3, "marked")] }, default);
        await stores.State.CommitAsync(
            new StateChange { Finalized = [new FinalizedSnapshot(3, Make.Project, Make.Cid("third")), new FinalizedSnapshot(4, Make.Project, Make.Cid("fourth")), new FinalizedSnapshot(3, Make.Other, Make.Cid("other"))] }, default);

        (await stores.State.DecidedCidsAsync(3, [Make.Other, "unknown", Make.Project, "marked"], default)).Should().Equal(Make.Cid("other"), null, Make.Cid("third"), null);
        (await stores.State.DecidedCidsAsync(5, [Make.Project], default)).Should().Equal([null]);
        (await stores.State.DecidedCidsAsync(3, [], default)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_latest_outcome_of_a_stage_replaces_the_one_before()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)], Transitions = [Make.Transition(1, error: "no answer")] }, default);
        await stores.State.CommitAsync(new StateChange { Transitions = [Make.Transition(1)] }, default);
        (await stores.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Should().Equal(Make.Transition(1));
    }

    [Fact]
    public async Task An_epoch_once_released_keeps_its_release()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)] }, default);
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1) with { Timestamp = 1 }] }, default);
        (await stores.State.EpochAsync(1, default)).Should().Be(Make.Released(1));
        (await stores.State.EpochAsync(2, default)).Should().BeNull();
    }

    [Fact]
    public async Task Reports_of_epochs_come_newest_first_without_those_that_were_not_released()
    {
        await using var stores = Open();
        (await stores.State.CurrentEpochAsync(default)).Should().BeNull();
        await stores.State.CommitAsync(new StateChange { Released = [.. new long[] { 1, 2, 4, 5 }.Select(Make.Released)], Transitions = [Make.Transition(4), Make.Transition(9)] }, default);
        var reports = await stores.State.EpochReportsAsync(4, 3, default);
        reports.Select(static report => report.Epoch.Epoch.Id).Should().Equal(4, 2);
        reports[0].Transitions.Should().Equal(Make.Transition(4));
        reports[1].Transitions.Should().BeEmpty();
    }

    [Fact]
    public async Task Outcomes_of_an_epoch_are_ordered_by_stage_then_subject()
    {
        await using var stores = Open();
        Transition[] ordered =
        [
            Make.Transition(1, "", Stage.EpochReleased), Make.Transition(1, "type", Stage.Preload), Make.Transition(1, "a"), Make.Transition(1, "b"), Make.Transition(1, "a", Stage.SnapshotFinalize),
        ];
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)], Transitions = [.. ordered.Reverse()] }, default);
        (await stores.State.EpochReportsAsync(1, 1, default)).Single().Transitions.Should().Equal(ordered);
    }

    [Fact]
    public async Task Finalized_snapshots_of_a_range_come_in_order_and_of_the_one_project()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange
        {
            Finalized = [.. new long[] { 9, 3, 12, 5 }.Select(epoch => Final(epoch, Make.Project)), Final(4, Make.Other)],
            Reports = [Make.Report(1, SubmissionOutcome.Missed), Make.Report(20, SubmissionOutcome.Missed), Make.Report(6, SubmissionOutcome.Missed)],
        }, default);
        (await stores.State.FinalizedCidsAsync(Make.Project, 3, 9, default)).Should().Equal(Final(3, Make.Project), Final(5, Make.Project), Final(9, Make.Project));
        (await stores.State.FirstFinalizedEpochAsync(Make.Project, default)).Should().Be(3);
        (await stores.State.LastFinalizedEpochAsync(Make.Project, default)).Should().Be(12);
        (await stores.State.LastFinalizedEpochAsync("nobody", default)).Should().BeNull();
        (await stores.State.FinalizedCidsAsync("nobody", 1, 100, default)).Should().BeEmpty();

        static FinalizedSnapshot Final(long epoch, string project) => new(epoch, project, Make.Cid($"{epoch}{project}"));
    }

    [Fact]
    public async Task Many_writers_at_once_lose_nothing()
    {
        await using var stores = Open();
        const int writers = 16, each = 25;
        await Parallel.ForAsync(0, writers, async (writer, cancellationToken) =>
        {
            for (var i = 0; i < each; i++)
            {
                await stores.State.CommitAsync(new StateChange { Built = [new BuiltSnapshot(i, $"p{writer}", Make.Cid($"{writer} {i}"))], Reports = [Make.Report(i, SubmissionOutcome.Successful, $"p{i % 3}")] }, cancellationToken);
            }
        });

        await stores.ReopenAsync();
        string[] ids = [.. Enumerable.Range(0, writers).Select(static writer => $"p{writer}")];
        for (var i = 0; i < each; i++)
        {
            (await stores.State.BuiltCidsAsync(i, ids, default)).Should().Equal(Enumerable.Range(0, writers).Select(writer => (Cid?)Make.Cid($"{writer} {i}")));
        }

        await stores.State.CommitAsync(new StateChange { Projects = ["p0", "p1", "p2"] }, default);
        (await stores.State.SubmissionTotalsAsync(default)).Sum(static totals => totals.Successful).Should().Be(each);
    }

    private static StateChange Whole() => new()
    {
        Released = [Make.Released(7)],
        Transitions = [Make.Transition(7, error: "reason with ünïcode and 'quotes'", extra: "{}"), Make.Transition(7, "", Stage.EpochReleased)],
        Built = [new BuiltSnapshot(7, Make.Project, Make.Cid("built"))],
        Finalized = [new FinalizedSnapshot(7, Make.Project, Make.Cid("final"))],
        Reports = [Make.Report(7, SubmissionOutcome.Incorrect, reason: "differs")],
        Projects = [Make.Project, Make.Other],
        Facts = [KeyValuePair.Create("token", new byte[] { 1, 2, 3 }), KeyValuePair.Create("empty", Array.Empty<byte>())],
        Enqueued = [Make.Job(7, "", "preload")],
    };

    private static async Task ShouldHoldAsync(IStateStore state, StateChange change)
    {
        (await state.CurrentEpochAsync(default)).Should().Be(change.Released[0]);
        (await state.EpochAsync(7, default)).Should().Be(change.Released[0]);
        (await state.EpochReportsAsync(7, 5, default))[0].Transitions.Should().BeEquivalentTo(change.Transitions);
        (await state.BuiltCidsAsync(7, [Make.Other, Make.Project], default)).Should().Equal([null, change.Built[0].Cid]);
        (await state.FinalizedCidAsync(7, Make.Project, default)).Should().Be(change.Finalized[0].Cid);
        (await state.SubmissionReportsAsync(Make.Project, 10, default)).Should().Equal(change.Reports);
        (await state.SubmissionTotalsAsync(default)).Should().BeEquivalentTo([new SubmissionTotals(Make.Project, 0, 1, 0), new SubmissionTotals(Make.Other, 0, 0, 0)]);
        (await state.FactAsync("token", default)).Should().Equal(1, 2, 3);
        (await state.FactAsync("empty", default)).Should().BeEmpty().And.NotBeNull();
        (await state.FactAsync("unknown", default)).Should().BeNull();
    }
}

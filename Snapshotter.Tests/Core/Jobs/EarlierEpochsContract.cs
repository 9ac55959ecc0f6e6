using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Queues;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

/// <summary>How every queue keeps a job until the epochs before its own have ended.</summary>
public abstract class EarlierEpochsContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IOperatorStores Open(JobSlots? slots = null);

    [Fact]
    public async Task It_waits_while_an_earlier_epoch_has_jobs_and_comes_with_the_completion_of_the_last_of_them()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"), Waiting(2, "waits"), Make.Job(2, "goes"));
        var jobs = await LeaseAsync(stores);
        jobs.Keys.Should().Equal("a", "b", "goes");

        (await stores.Queue.CompleteAsync(jobs["goes"], new StateChange(), Minute, default)).Should().BeNull();
        (await stores.Queue.HasJobsAsync(2, default)).Should().BeTrue();
        (await stores.Queue.CompleteAsync(jobs["a"], new StateChange { Enqueued = [Make.Job(1, "c")] }, Minute, default))!.Key.Should().Be("c");
        (await stores.Queue.CompleteAsync(jobs["b"], new StateChange(), Minute, default)).Should().BeNull();
        (await stores.Queue.PendingByEpochAsync(default)).Should().Equal(new Dictionary<long, int> { [1] = 1, [2] = 1 });
    }

    [Fact]
    public async Task Whoever_ends_the_last_earlier_epoch_gets_it_and_it_is_delivered_like_any_other()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        var next = await stores.Queue.CompleteAsync((await LeaseAsync(stores))["a"], new StateChange(), Minute, default);
        (next!.Key, next.Attempt, next.Deliveries).Should().Be(("waits", 1, 1));
        (await stores.Queue.CompleteAsync(next, new StateChange(), Minute, default)).Should().BeNull();
        (await stores.Queue.HasJobsAsync(2, default)).Should().BeFalse();
    }

    [Fact]
    public async Task It_does_not_wait_when_no_earlier_epoch_has_jobs()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(3, "later"), Waiting(2, "goes"));
        (await LeaseAsync(stores)).Keys.Should().Equal("goes", "later");
    }

    [Fact]
    public async Task Of_several_epochs_only_those_of_the_lowest_go_on()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "1"), Waiting(3, "3a"), Waiting(3, "3b"), Waiting(2, "2"));
        var job = (await LeaseAsync(stores))["1"];
        foreach (var key in new[] { "2", "3a" })
        {
            job = (await stores.Queue.CompleteAsync(job, new StateChange(), Minute, default))!;
            job.Key.Should().Be(key);
        }

        (await LeaseAsync(stores)).Keys.Should().Equal("3b");
    }

    [Fact]
    public async Task The_burial_of_the_last_earlier_job_wakes_whoever_waits()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        var held = (await LeaseAsync(stores))["a"];
        var waiting = stores.Queue.LeaseAsync(8, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        waiting.IsCompleted.Should().BeFalse();

        (await stores.Queue.BuryAsync(held, "it cannot be done", new StateChange(), default)).Should().BeTrue();
        (await waiting.WaitAsync(Patience.Long)).Single().Key.Should().Be("waits");
    }

    [Fact]
    public async Task An_earlier_epoch_that_is_withdrawn_is_waited_for_no_longer()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        await LeaseAsync(stores);
        await stores.State.CommitAsync(new StateChange { Withdrawn = [1] }, default);
        (await LeaseAsync(stores)).Keys.Should().Equal("waits");
    }

    [Fact]
    public async Task It_goes_with_its_own_epoch()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        var job = (await LeaseAsync(stores))["a"];
        await stores.State.CommitAsync(new StateChange { Withdrawn = [2] }, default);
        (await stores.Queue.CompleteAsync(job, new StateChange(), Minute, default)).Should().BeNull();
        (await stores.Queue.PendingByEpochAsync(default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_restart_neither_loses_nor_hastens_it()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        await LeaseAsync(stores);
        await stores.ReopenAsync();
        var again = await LeaseAsync(stores);
        again.Keys.Should().Equal("a");
        (await stores.Queue.CompleteAsync(again["a"], new StateChange(), Minute, default))!.Key.Should().Be("waits");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_operator_sees_what_it_waits_for_and_can_take_it_away_but_not_hasten_it(bool wasLookedAt)
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        if (wasLookedAt) await LeaseAsync(stores);

        var shown = (await stores.Ledger.JobsAsync(JobState.Scheduled, null, 10, default)).Jobs.Single();
        (shown.Key, shown.At, shown.Attempt, shown.Deliveries, shown.Reason).Should().Be(("waits", null, 1, 0, "It waits until the epochs before have ended."));
        (await stores.Ledger.JobAsync(shown.Id, default)).Should().Be(shown);
        (await stores.Ledger.OfEpochAsync(2, 10, default)).Should().Equal(shown);
        (await stores.Ledger.RequeueAsync(shown.Seen, default)).Should().BeFalse();

        var taken = await stores.Ledger.TakeAsync(shown.Seen, Minute, default);
        (await stores.Queue.BuryAsync(taken!, "not needed", new StateChange(), default)).Should().BeTrue();
        (await stores.Queue.HasJobsAsync(2, default)).Should().BeFalse();
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(wasLookedAt ? 0 : 1, 0, wasLookedAt ? 1 : 0, 0, 0, 1));
    }

    [Fact]
    public async Task When_it_fails_it_is_put_off_like_any_other()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        var job = await stores.Queue.CompleteAsync((await LeaseAsync(stores))["a"], new StateChange(), Minute, default);
        (await stores.Queue.RetryAsync(job!, "no luck", stores.Time.GetUtcNow() + Minute, default)).Should().BeTrue();

        var shown = (await stores.Ledger.JobsAsync(JobState.Scheduled, null, 10, default)).Jobs.Single();
        (shown.At, shown.Reason).Should().Be((stores.Time.GetUtcNow() + Minute, "no luck"));
        (await stores.Ledger.RequeueAsync(shown.Seen, default)).Should().BeTrue();
        (await LeaseAsync(stores)).Values.Single().Attempt.Should().Be(2);
    }

    [Fact]
    public async Task Who_takes_only_some_kinds_gets_it_no_sooner()
    {
        await using var stores = Open(new JobSlots(new JobOptions { Serve = "Build, Aggregate" }));
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits", "aggregate"), Make.Job(2, "not served", "submit"), Make.Job(2, "goes"));
        var jobs = await LeaseAsync(stores);
        jobs.Keys.Should().Equal("a", "goes");
        (await stores.Queue.CompleteAsync(jobs["a"], new StateChange(), Minute, default))!.Key.Should().Be("waits");
    }

    [Fact]
    public async Task It_is_told_where_the_state_is_read_out_and_waits_again_where_that_is_read_in()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Waiting(2, "waits"));
        var jobs = (await stores.State.PortionAsync(StateSection.Jobs, null, 10, default)).Change.Enqueued;
        jobs.Select(static job => (job.Key, job.AfterEarlierEpochs, job.NotBefore)).Should().Equal(("a", false, null), ("waits", true, null));

        await using var others = Open();
        await EnqueueAsync(others, [.. jobs]);
        (await LeaseAsync(others)).Keys.Should().Equal("a");
    }

    private static NewJob Waiting(long epochId, string key, string kind = "build") => Make.Job(epochId, key, kind) with { AfterEarlierEpochs = true };

    private static async Task EnqueueAsync(IStores stores, params NewJob[] jobs) => await stores.State.CommitAsync(new StateChange { Enqueued = jobs }, default);

    private static async Task<Dictionary<string, Job>> LeaseAsync(IStores stores) => (await stores.Queue.LeaseAsync(8, Minute, default)).ToDictionary(static job => job.Key, StringComparer.Ordinal);
}

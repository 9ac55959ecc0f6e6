using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

/// <summary>How every queue keeps a job that was queued for later until its time.</summary>
public abstract class ScheduledJobContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IOperatorStores Open();

    [Fact]
    public async Task A_job_for_later_is_scheduled_and_comes_due_by_itself()
    {
        await using var stores = Open();
        var at = stores.Time.GetUtcNow() + TimeSpan.FromSeconds(3);
        await EnqueueAsync(stores, Later(stores, 3, "later"));
        var shown = (await stores.Ledger.JobsAsync(JobState.Scheduled, null, 10, default)).Jobs.Single();
        (shown.Key, shown.At, shown.Attempt, shown.Deliveries, shown.Reason).Should().Be(("later", at, 1, 0, null));
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 1, 0, 0, 0, 0));
        (await stores.Ledger.OfEpochAsync(1, 10, default)).Single().State.Should().Be(JobState.Scheduled);
        (await stores.Queue.HasJobsAsync(1, default)).Should().BeTrue();

        var waiting = stores.Queue.LeaseAsync(8, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        stores.Time.Advance(TimeSpan.FromSeconds(2.999));
        waiting.IsCompleted.Should().BeFalse();
        stores.Time.Advance(TimeSpan.FromSeconds(0.001));
        var job = (await waiting).Single();
        (job.Key, job.Attempt, job.Deliveries).Should().Be(("later", 1, 1));
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 0, 1, 0, 0, 0));
        (await stores.State.CommitAsync(new StateChange().Completing(job), default)).Should().BeTrue();
        (await stores.Queue.HasJobsAsync(1, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Jobs_around_one_for_later_do_not_wait_for_it()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "before"), Later(stores, 60, "later"), Make.Job(1, "after"));
        await EnqueueAsync(stores, Make.Job(1, "last"), Make.Job(1, "later"));
        var jobs = await stores.Queue.LeaseAsync(8, Minute, default);
        jobs.Select(static job => (job.Key, job.Attempt, job.Deliveries)).Should().Equal(("before", 1, 1), ("after", 1, 1), ("last", 1, 1));
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(1, 3, 0), "its key is taken meanwhile");
        (await stores.Queue.CompleteAsync(jobs[0], new StateChange(), Minute, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_restart_neither_loses_nor_hastens_it()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Later(stores, 60, "later"), Make.Job(1, "now"));
        (await stores.Queue.LeaseAsync(8, Minute, default)).Single().Key.Should().Be("now");
        await stores.ReopenAsync();
        (await stores.Queue.LeaseAsync(8, TimeSpan.FromHours(1), default)).Single().Key.Should().Be("now", "only this one was in hand");
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 1, 1, 0, 0, 0));
        stores.Time.Advance(Minute);
        var later = (await stores.Queue.LeaseAsync(8, TimeSpan.FromHours(1), default)).Single();
        (later.Key, later.Deliveries).Should().Be(("later", 1));
        await stores.ReopenAsync();
        (await stores.Queue.LeaseAsync(8, Minute, default)).Select(static job => job.Key).Should().BeEquivalentTo("now", "later");
    }

    [Fact]
    public async Task One_that_comes_with_a_completion_wakes_whoever_waits_when_it_is_due()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1));
        var job = (await stores.Queue.LeaseAsync(1, TimeSpan.FromHours(1), default)).Single();
        var waiting = stores.Queue.LeaseAsync(8, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        (await stores.Queue.CompleteAsync(job, new StateChange { Enqueued = [Later(stores, 2, "later")] }, Minute, default)).Should().BeNull();

        // Whoever waits looks again before this moment or after it, and gets the job either way.
        stores.Time.Advance(TimeSpan.FromSeconds(2));
        (await waiting.WaitAsync(Patience.Long)).Single().Key.Should().Be("later");
    }

    [Fact]
    public async Task Its_operator_makes_it_due_now_and_takes_it_like_any_other()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Later(stores, 60, "a"), Later(stores, 60, "b"));
        var shown = (await stores.Ledger.JobsAsync(JobState.Scheduled, null, 10, default)).Jobs;
        (await stores.Ledger.RequeueAsync(shown.Single(static job => job.Key == "a").Seen, default)).Should().BeTrue();
        (await stores.Queue.LeaseAsync(8, Minute, default)).Single().Key.Should().Be("a");
        var taken = await stores.Ledger.TakeAsync(shown.Single(static job => job.Key == "b").Seen, Minute, default);
        (await stores.Queue.BuryAsync(taken!, "not needed", new StateChange(), default)).Should().BeTrue();
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 0, 1, 0, 0, 1));
    }

    [Fact]
    public async Task A_time_that_has_passed_is_now()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Later(stores, -5, "past"));
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(1, 0, 0, 0, 0, 0));
        (await stores.Queue.LeaseAsync(8, Minute, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task It_is_told_with_its_time_where_the_state_is_read_out()
    {
        await using var stores = Open();
        var later = Later(stores, 60, "later");
        await EnqueueAsync(stores, later, Make.Job(1, "now"));
        var jobs = (await stores.State.PortionAsync(StateSection.Jobs, null, 10, default)).Change.Enqueued;
        jobs.Select(static job => (job.Key, job.NotBefore)).Should().Equal(("later", later.NotBefore), ("now", null));
    }

    private static NewJob Later(IStores stores, double seconds, string key) => Make.Job(1, key) with { NotBefore = stores.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds) };

    private static async Task EnqueueAsync(IStores stores, params NewJob[] jobs) => await stores.State.CommitAsync(new StateChange { Enqueued = jobs }, default);
}

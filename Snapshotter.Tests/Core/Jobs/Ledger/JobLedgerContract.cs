using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs.Ledger;

/// <summary>What every ledger shows of its queue, and what its operator can do.</summary>
public abstract class JobLedgerContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IOperatorStores Open();

    [Fact]
    public async Task A_job_is_counted_and_listed_in_one_state_from_queue_to_result()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1), Make.Job(2));
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(2, 0, 0, 0, 0, 0));
        var queued = (await ListAsync(stores, JobState.Enqueued)).Single(static job => job.EpochId == 1);
        queued.QueuedAt.Should().Be(stores.Time.GetUtcNow());
        queued.StartedAt.Should().BeNull();

        stores.Time.Advance(TimeSpan.FromSeconds(3));
        var job = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(1, 0, 1, 0, 0, 0));
        var running = (await ListAsync(stores, JobState.Processing)).Single();
        running.Should().Be(queued with { State = JobState.Processing, Deliveries = 1, StartedAt = stores.Time.GetUtcNow(), At = stores.Time.GetUtcNow() + Minute });

        stores.Time.Advance(TimeSpan.FromSeconds(2));
        await stores.State.CommitAsync(new StateChange().Completing(job), default);
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(1, 0, 0, 1, 0, 0));
        var done = (await ListAsync(stores, JobState.Succeeded)).Single();
        done.Should().Be(running with { State = JobState.Succeeded, At = stores.Time.GetUtcNow() });
        (await stores.Ledger.JobAsync(job.Id, default)).Should().Be(done);
        (await ListAsync(stores, JobState.Processing)).Should().BeEmpty();
        (await stores.Ledger.PaceAsync(stores.Time.GetUtcNow() - Minute, default)).Should().Equal(new JobPace(JobPace.StretchOf(stores.Time.GetUtcNow()), 1, 0));
        (await stores.Ledger.OfEpochAsync(2, 10, default)).Should().ContainSingle().Which.State.Should().Be(JobState.Enqueued);
    }

    [Fact]
    public async Task What_is_done_is_no_more_among_the_jobs_of_an_epoch_whose_others_go_on()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)] }, default);
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"), Make.Job(1, "c"), Make.Job(1, "d"));
        var jobs = await stores.Queue.LeaseAsync(2, Minute, default);
        await stores.State.CommitAsync(new StateChange().Completing(jobs[0]), default);
        await stores.Queue.BuryAsync(jobs[1], "no answer", new StateChange(), default);

        (await stores.Queue.PendingByEpochAsync(default)).Should().Equal(new Dictionary<long, int> { [1] = 2 });
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(2, 0, 1));
        (await stores.Ledger.OfEpochAsync(1, 10, default)).Select(static job => job.Key).Should().Equal("c", "d");
        (await stores.Catalogue.EpochAsync(1, default))!.Jobs.Should().Be(2);
        (await stores.State.CountAsync(StateSection.Jobs, default)).Should().Be(2);
        (await stores.State.PortionAsync(StateSection.Jobs, null, 10, default)).Change.Enqueued.Select(static job => job.Key).Should().Equal("c", "d");
        await EnqueueAsync(stores, Make.Job(1, "a"));
        (await stores.Queue.LeaseAsync(10, Minute, default)).Select(static job => job.Key).Should().Equal("c", "d", "a");
    }

    [Fact]
    public async Task What_ended_and_what_failed_is_still_told_after_reopening()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1), Make.Job(2));
        var jobs = await stores.Queue.LeaseAsync(2, Minute, default);
        await stores.State.CommitAsync(new StateChange().Completing(jobs[0]), default);
        await FailAsync(stores, jobs[1], "no answer");
        await stores.ReopenAsync();
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 1, 0, 1, 1, 0));
        (await stores.Ledger.JobAsync(jobs[0].Id, default))!.State.Should().Be(JobState.Succeeded);
        (await stores.Ledger.FailuresAsync(jobs[1].Id, 10, default)).Should().ContainSingle().Which.Reason.Should().Be("no answer");

        await EnqueueAsync(stores, Make.Job(3));
        (await ListAsync(stores, JobState.Enqueued)).Single().Id.Should().BeGreaterThan(jobs[1].Id, "an id is never given twice while something is kept of its job");
    }

    [Fact]
    public async Task Every_failed_attempt_is_kept_with_its_reason_and_the_job_waits_for_the_next()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1));
        var first = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        await FailAsync(stores, first, "no answer");
        var waiting = (await ListAsync(stores, JobState.Scheduled)).Single();
        (waiting.Attempt, waiting.Reason, waiting.At).Should().Be((2, "no answer", stores.Time.GetUtcNow() + Minute));

        stores.Time.Advance(Minute);
        var second = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        await FailAsync(stores, second, "still none");
        var failures = await stores.Ledger.FailuresAsync(first.Id, 10, default);
        failures.Select(static failure => (failure.Job.Attempt, failure.Reason, failure.Detail)).Should().Equal((1, "no answer", "at A.B()"), (2, "still none", "at A.B()"));
        (await ListAsync(stores, JobState.Failed)).Select(static job => (job.Id, job.Attempt, job.Reason)).Should().Equal((first.Id, 2, "still none"), (first.Id, 1, "no answer"));
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 1, 0, 0, 2, 0));
        (await stores.Ledger.PaceAsync(DateTimeOffset.UnixEpoch, default)).Sum(static pace => pace.Failed).Should().Be(2);
    }

    [Fact]
    public async Task A_job_that_waits_for_its_next_attempt_is_made_due_and_wakes_a_worker()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1));
        await FailAsync(stores, (await stores.Queue.LeaseAsync(1, Minute, default)).Single(), "no answer");
        var seen = (await ListAsync(stores, JobState.Scheduled)).Single().Seen;
        var lease = stores.Queue.LeaseAsync(1, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        (await stores.Ledger.RequeueAsync(seen, default)).Should().BeTrue();
        (await lease).Single().Attempt.Should().Be(2);
        (await stores.Ledger.RequeueAsync(seen, default)).Should().BeFalse("a worker has it now");
    }

    [Fact]
    public async Task A_dead_job_begins_again_under_its_old_id()
    {
        await using var stores = Open();
        var dead = await BuryAsync(stores, 1);
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 0, 0, 0, 0, 1));
        (await stores.Ledger.RequeueAsync(dead.Seen, default)).Should().BeTrue();
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(1, 0, 0, 0, 0, 0));
        var again = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        (again.Id, again.Attempt, again.Deliveries).Should().Be((dead.Id, 1, 1));
        again.Payload.Should().Equal(7);
        (await stores.Ledger.RequeueAsync(dead.Seen, default)).Should().BeFalse();
        (await stores.Queue.DeadAsync(10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_dead_job_stays_dead_while_another_with_its_key_is_queued()
    {
        await using var stores = Open();
        var dead = await BuryAsync(stores, 1);
        await EnqueueAsync(stores, Make.Job(1));
        (await stores.Ledger.RequeueAsync(dead.Seen, default)).Should().BeFalse();
        (await stores.Ledger.JobAsync(dead.Id, default))!.State.Should().Be(JobState.Dead);
    }

    [Fact]
    public async Task A_dead_job_is_forgotten_only_as_it_was_seen()
    {
        await using var stores = Open();
        var dead = await BuryAsync(stores, 1);
        (await stores.Ledger.ForgetAsync(dead.Seen with { Attempt = 9 }, default)).Should().BeFalse();
        (await stores.Ledger.ForgetAsync(dead.Seen, default)).Should().BeTrue();
        (await stores.Ledger.ForgetAsync(dead.Seen, default)).Should().BeFalse();
        (await stores.Ledger.CountsAsync(default)).Dead.Should().Be(0);
    }

    [Fact]
    public async Task The_operator_takes_a_waiting_job_as_a_worker_would_and_nobody_takes_it_twice()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a", "build", 7));
        var seen = (await ListAsync(stores, JobState.Enqueued)).Single().Seen;
        var taken = await stores.Ledger.TakeAsync(seen, Minute, default);
        taken!.Payload.Should().Equal(7);
        (await stores.Ledger.TakeAsync(seen, Minute, default)).Should().BeNull();
        (await stores.Queue.BuryAsync(taken, "not wanted", new StateChange(), default)).Should().BeTrue();
        (await stores.Ledger.JobAsync(seen.Id, default))!.Reason.Should().Be("not wanted");

        await EnqueueAsync(stores, Make.Job(2));
        var other = (await ListAsync(stores, JobState.Enqueued)).Single().Seen;
        await stores.Ledger.TakeAsync(other, Minute, default);
        stores.Time.Advance(2 * Minute);
        (await stores.Queue.LeaseAsync(1, Minute, default)).Single().EpochId.Should().Be(2, "an operator who goes away gives the job back");
    }

    [Fact]
    public async Task Pages_follow_one_another_without_gap_or_overlap_while_jobs_come()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, [.. Enumerable.Range(0, 25).Select(static i => Make.Job(i))]);
        var seen = new List<long>();
        var page = await stores.Ledger.JobsAsync(JobState.Enqueued, null, 10, default);
        while (true)
        {
            seen.AddRange(page.Jobs.Select(static job => job.EpochId));
            if (page.Next is null) break;
            await EnqueueAsync(stores, Make.Job(100 + seen.Count));
            page = await stores.Ledger.JobsAsync(JobState.Enqueued, page.Next, 10, default);
        }

        seen.Should().Equal(Enumerable.Range(0, 25).Select(static i => (long)i).Reverse());
    }

    private static async Task EnqueueAsync(IOperatorStores stores, params NewJob[] jobs) => await stores.State.CommitAsync(new StateChange { Enqueued = jobs }, default);

    private static async Task<IReadOnlyList<JobRecord>> ListAsync(IOperatorStores stores, JobState state) => (await stores.Ledger.JobsAsync(state, null, 50, default)).Jobs;

    private static async Task FailAsync(IOperatorStores stores, Job job, string reason)
    {
        await stores.Ledger.NoteAsync(new FailedAttempt(job, stores.Time.GetUtcNow(), reason, "at A.B()"), default);
        await stores.Queue.RetryAsync(job, reason, stores.Time.GetUtcNow() + Minute, default);
    }

    private static async Task<JobRecord> BuryAsync(IOperatorStores stores, long epochId)
    {
        await EnqueueAsync(stores, Make.Job(epochId, "a", "build", 7));
        var job = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        await stores.Queue.BuryAsync(job, "no use", new StateChange(), default);
        return (await stores.Ledger.JobAsync(job.Id, default))!;
    }
}

using Snapshotter.Core.Jobs;
using Snapshotter.Core.Jobs.Ledger;
using Snapshotter.Core.Jobs.Redis;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Redis;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs.Redis;

/// <summary>What streams make hard for a ledger: they hand out in their order, and take in nothing before their end.</summary>
public sealed class RedisJobLedgerTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_dead_job_comes_back_among_those_that_were_queued_after_it_and_none_of_them_is_lost()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "dies"), Make.Job(1, "held"), Make.Job(1, "fresh"));
        var (dying, held) = await stores.Queue.LeaseAsync(2, Minute, default) is [var first, var second] ? (first, second) : throw new InvalidOperationException();
        await stores.Queue.BuryAsync(dying, "no use", new StateChange(), default);

        var dead = (await stores.Ledger.JobAsync(dying.Id, default))!;
        (await stores.Ledger.RequeueAsync(dead.Seen, default)).Should().BeTrue();
        (await stores.Ledger.OfEpochAsync(1, 10, default)).Select(static job => (job.Key, job.State)).Should()
            .Equal(("dies", JobState.Enqueued), ("held", JobState.Processing), ("fresh", JobState.Enqueued));

        var leased = await stores.Queue.LeaseAsync(10, Minute, default);
        leased.Select(static job => (job.Key, job.Id, job.Deliveries)).Should().BeEquivalentTo([("dies", dying.Id, 1), ("fresh", held.Id + 1, 1)]);
        foreach (var job in leased.Append(held)) (await stores.State.CommitAsync(new StateChange().Completing(job), default)).Should().BeTrue();
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 0, 0, 3, 0, 0));
        (await stores.Queue.HasJobsAsync(1, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Those_before_a_job_that_the_operator_takes_are_delivered_as_if_nothing_had_been()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1, "a"), Make.Job(1, "b"), Make.Job(1, "c"));
        var seen = (await stores.Ledger.JobsAsync(JobState.Enqueued, null, 10, default)).Jobs.Single(static job => job.Key == "b").Seen;
        (await stores.Ledger.TakeAsync(seen, Minute, default))!.Key.Should().Be("b");

        (await stores.Queue.LeaseAsync(10, Minute, default)).Select(static job => (job.Key, job.Attempt, job.Deliveries)).Should().Equal(("a", 1, 1), ("c", 1, 1));
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(0, 0, 3, 0, 0, 0));
    }

    [Fact]
    public async Task A_job_that_leaves_while_it_waits_leaves_its_list_too()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1), Make.Job(2), Make.Job(2, "b"));
        var late = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        await stores.Queue.RetryAsync(late, "no answer", stores.Time.GetUtcNow() + Minute, default);
        (await stores.State.CommitAsync(new StateChange().Completing(late), default)).Should().BeTrue();
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(2, 0, 0, 1, 0, 0));

        await stores.State.CommitAsync(new StateChange { Withdrawn = [2] }, default);
        (await stores.Ledger.CountsAsync(default)).Enqueued.Should().Be(0);
        (await stores.Ledger.JobsAsync(JobState.Enqueued, null, 10, default)).Jobs.Should().BeEmpty();
    }

    [Fact]
    public async Task A_job_whose_worker_died_waits_again_and_tells_why()
    {
        await using var stores = Open();
        await EnqueueAsync(stores, Make.Job(1), Make.Job(2));
        var lost = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        stores.Time.Advance(Minute);
        // Another look at the queue finds the end of the lease, and gets the job back, as it is of the lowest epoch.
        var again = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        (again.Id, again.Deliveries).Should().Be((lost.Id, 2));
        var record = (await stores.Ledger.JobAsync(lost.Id, default))!;
        (record.State, record.Deliveries).Should().Be((JobState.Processing, 2));
        record.Reason.Should().Contain("ended without an outcome");
        (await stores.Ledger.CountsAsync(default)).Should().Be(new JobCounts(1, 0, 1, 0, 0, 0));
    }

    [Fact]
    public async Task Only_the_latest_failures_are_kept()
    {
        await using var stores = Open();
        for (var id = 1; id <= RedisJobLedger.MaxFailures + 5; id++)
        {
            await stores.Ledger.NoteAsync(new FailedAttempt(new Job(id, "build", 1, $"{id}", [], 1, 1), stores.Time.GetUtcNow(), "no answer", ""), default);
        }

        (await stores.Ledger.FailuresAsync(5, 10, default)).Should().BeEmpty();
        (await stores.Ledger.FailuresAsync(6, 10, default)).Should().ContainSingle();
        (await stores.Ledger.JobsAsync(JobState.Failed, 8, 10, default)).Jobs.Select(static job => job.Id).Should().Equal(7, 6);
        (await stores.Ledger.CountsAsync(default)).Failed.Should().Be(RedisJobLedger.MaxFailures + 5);
    }

    private RedisStores Open() => new(redis.Server.NextDatabase());

    private static async Task EnqueueAsync(RedisStores stores, params NewJob[] jobs) => await stores.State.CommitAsync(new StateChange { Enqueued = jobs }, default);
}

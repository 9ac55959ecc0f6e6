using Snapshotter.Core.Finalization;
using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

/// <summary>What becomes of a job that is given up, in every queue.</summary>
public abstract class JobBurialContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IStores Open();

    [Fact]
    public async Task What_is_durable_is_told_and_nothing_else()
    {
        await using var stores = Open();
        var told = new List<int>();
        stores.State.Committed += change => told.Add(change.Reports.Count);
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1)] }, default);
        var job = (await stores.Queue.LeaseAsync(1, TimeSpan.FromMinutes(1), default)).Single();
        (await stores.Queue.BuryAsync(job, "no", new StateChange { Reports = [Make.Report(1, SubmissionOutcome.Missed)] }, default)).Should().BeTrue();
        (await stores.Queue.BuryAsync(job, "again", new StateChange { Reports = [Make.Report(2, SubmissionOutcome.Missed)] }, default)).Should().BeFalse();
        (await stores.State.CommitAsync(new StateChange { Reports = [Make.Report(3, SubmissionOutcome.Missed)] }.Completing(job), default)).Should().BeFalse();
        told.Should().Equal(0, 1);
    }

    [Fact]
    public async Task Burial_and_its_consequences_are_one_step()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, 1);
        var consequences = new StateChange { Projects = [Make.Project], Reports = [Make.Report(1, SubmissionOutcome.Missed)], Enqueued = [Make.Job(1, kind: "after")] };
        (await stores.Queue.BuryAsync(job, "given up", consequences, default)).Should().BeTrue();

        await stores.ReopenAsync();
        var dead = (await stores.Queue.DeadAsync(10, default)).Single();
        dead.Job.Should().BeEquivalentTo(job with { Delivered = null });
        (dead.Reason, dead.DiedAt).Should().Be(("given up", stores.Time.GetUtcNow().ToUnixTimeSeconds()));
        (await stores.State.SubmissionTotalsAsync(default)).Single().Missed.Should().Be(1);
        (await stores.Queue.LeaseAsync(10, Minute, default)).Single().Kind.Should().Be("after");
    }

    [Fact]
    public async Task A_burial_whose_consequences_cannot_be_written_does_not_happen()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, 1);
        var consequences = new StateChange { Reports = [Make.Report(1, SubmissionOutcome.Missed)], Facts = [KeyValuePair.Create("poison", (byte[])null!)] };
        await FluentActions.Awaiting(() => stores.Queue.BuryAsync(job, "given up", consequences, default).AsTask()).Should().ThrowAsync<StorageException>();
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 1, 0));
        (await stores.State.SubmissionReportsAsync(Make.Project, 1, default)).Should().BeEmpty();
        (await stores.Queue.BuryAsync(job, "given up", new StateChange(), default)).Should().BeTrue();
    }

    [Fact]
    public async Task A_job_that_was_completed_is_not_buried()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, 1);
        await stores.State.CommitAsync(new StateChange().Completing(job), default);
        (await stores.Queue.BuryAsync(job, "late", new StateChange { Reports = [Make.Report(1, SubmissionOutcome.Missed)] }, default)).Should().BeFalse();
        (await stores.Queue.DeadAsync(10, default)).Should().BeEmpty();
        (await stores.State.SubmissionReportsAsync(Make.Project, 1, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_change_of_a_buried_job_is_ignored()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, 1);
        await stores.Queue.BuryAsync(job, "given up", new StateChange(), default);
        (await stores.State.CommitAsync(new StateChange { Released = [Make.Released(1)] }.Completing(job), default)).Should().BeFalse();
        (await stores.State.CurrentEpochAsync(default)).Should().BeNull();
    }

    [Fact]
    public async Task The_key_of_a_dead_job_is_free_again()
    {
        await using var stores = Open();
        await stores.Queue.BuryAsync(await LeasedAsync(stores, 1), "first", new StateChange(), default);
        await stores.Queue.BuryAsync(await LeasedAsync(stores, 1), "second", new StateChange(), default);
        (await stores.Queue.DeadAsync(10, default)).Select(static dead => dead.Reason).Should().Equal("second", "first");
    }

    [Fact]
    public async Task Only_the_latest_thousand_dead_jobs_are_kept()
    {
        await using var stores = Open();
        await stores.State.CommitAsync(new StateChange { Enqueued = [.. Enumerable.Range(1, 1010).Select(static epoch => Make.Job(epoch))] }, default);
        foreach (var job in await stores.Queue.LeaseAsync(2000, Minute, default))
        {
            stores.Time.Advance(TimeSpan.FromMilliseconds(10));
            await stores.Queue.BuryAsync(job, $"{job.EpochId}", new StateChange(), default);
        }

        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 0, 1000));
        var dead = await stores.Queue.DeadAsync(2000, default);
        dead.Select(static one => one.Job.EpochId).Should().Equal(Enumerable.Range(11, 1000).Reverse().Select(static epoch => (long)epoch));
        (await stores.Queue.DeadAsync(2, default)).Should().HaveCount(2);
    }

    private static async Task<Job> LeasedAsync(IStores stores, long epoch)
    {
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(epoch, "key", "build", 7)] }, default);
        return (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
    }
}

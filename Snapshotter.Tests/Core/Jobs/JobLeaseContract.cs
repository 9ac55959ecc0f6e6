using Snapshotter.Core.Jobs;
using Snapshotter.Core.Storage;
using Snapshotter.Tests.Support.Stores;

namespace Snapshotter.Tests.Core.Jobs;

/// <summary>How every queue gives a job to another worker when the first one is gone, and to nobody before.</summary>
public abstract class JobLeaseContract
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected abstract IStores Open();

    [Fact]
    public async Task A_job_whose_lease_ends_is_delivered_again_and_the_delivery_counted()
    {
        await using var stores = Open();
        var first = await LeasedAsync(stores);
        stores.Time.Advance(Minute);
        var second = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        (second.Id, second.Attempt, second.Deliveries).Should().Be((first.Id, 1, 2));
    }

    [Fact]
    public async Task Whoever_waits_gets_the_job_when_its_lease_ends()
    {
        await using var stores = Open();
        await LeasedAsync(stores, TimeSpan.FromSeconds(5));
        var waiting = stores.Queue.LeaseAsync(1, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        stores.Time.Advance(TimeSpan.FromSeconds(4.999));
        waiting.IsCompleted.Should().BeFalse();
        stores.Time.Advance(TimeSpan.FromSeconds(0.001));
        (await waiting).Single().Deliveries.Should().Be(2);
    }

    [Fact]
    public async Task A_renewed_lease_holds()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores);
        for (var i = 0; i < 5; i++)
        {
            stores.Time.Advance(TimeSpan.FromSeconds(50));
            await stores.Queue.RenewAsync([job], Minute, default);
        }

        (await NobodyGetsItAsync(stores)).Should().BeTrue();
    }

    [Fact]
    public async Task A_worker_that_lost_its_job_can_neither_renew_nor_retry_nor_bury_it()
    {
        await using var stores = Open();
        var lost = await LeasedAsync(stores);
        stores.Time.Advance(Minute);
        var held = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();

        await stores.Queue.RenewAsync([lost], TimeSpan.FromHours(1), default);
        (await stores.Queue.RetryAsync(lost, "late", stores.Time.GetUtcNow(), default)).Should().BeFalse();
        (await stores.Queue.BuryAsync(lost, "late", new StateChange { Transitions = [Make.Transition(1)], Released = [Make.Released(1)] }, default)).Should().BeFalse();

        (await stores.State.CurrentEpochAsync(default)).Should().BeNull("what would have followed from the death is not written");
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(0, 1, 0));
        stores.Time.Advance(Minute);
        (await stores.Queue.LeaseAsync(1, Minute, default)).Single().Deliveries.Should().Be(3, "the late renewal did not hold it");
        (await stores.State.CommitAsync(new StateChange().Completing(held), default)).Should().BeTrue("the first result counts, whoever brings it");
    }

    [Fact]
    public async Task Leases_end_with_the_process_that_held_them()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores, TimeSpan.FromHours(1));
        await stores.ReopenAsync();
        var again = (await stores.Queue.LeaseAsync(1, Minute, default)).Single();
        (again.Id, again.Deliveries).Should().Be((job.Id, 2));
    }

    [Fact]
    public async Task A_retried_job_comes_back_when_it_is_due_with_its_attempt_counted()
    {
        await using var stores = Open();
        var job = await LeasedAsync(stores);
        (await stores.Queue.RetryAsync(job, "no answer", stores.Time.GetUtcNow() + TimeSpan.FromSeconds(8), default)).Should().BeTrue();
        (await stores.Queue.DepthAsync(default)).Should().Be(new QueueDepth(1, 0, 0));

        var waiting = stores.Queue.LeaseAsync(1, Minute, default).AsTask();
        await stores.Time.TimersAsync(1);
        waiting.IsCompleted.Should().BeFalse();
        stores.Time.Advance(TimeSpan.FromSeconds(8));
        var again = (await waiting).Single();
        (again.Id, again.Attempt, again.Deliveries).Should().Be((job.Id, 2, 2));
    }

    [Fact]
    public async Task A_retried_job_is_due_at_once_after_reopening_with_its_attempt_counted()
    {
        await using var stores = Open();
        await stores.Queue.RetryAsync(await LeasedAsync(stores), "no answer", stores.Time.GetUtcNow() + Minute, default);
        await stores.ReopenAsync();
        (await stores.Queue.LeaseAsync(1, Minute, default)).Single().Attempt.Should().Be(2, "waits are measured by a clock that ended with the process");
    }

    private static async Task<Job> LeasedAsync(IStores stores, TimeSpan? lease = null)
    {
        await stores.State.CommitAsync(new StateChange { Enqueued = [Make.Job(1)] }, default);
        return (await stores.Queue.LeaseAsync(1, lease ?? Minute, default)).Single();
    }

    private static async Task<bool> NobodyGetsItAsync(IStores stores)
    {
        using var cancellation = new CancellationTokenSource();
        var waiting = stores.Queue.LeaseAsync(1, Minute, cancellation.Token).AsTask();
        await stores.Time.TimersAsync(1);
        var isWaiting = !waiting.IsCompleted;
        await cancellation.CancelAsync();
        await waiting.ContinueWith(static _ => { }, TaskScheduler.Default);
        return isWaiting;
    }
}
